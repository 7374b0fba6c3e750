using Rationale.Generators.Reading.Modules;
using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>
/// A model class as data: all that the generator knows of it. Holds no symbols, locations or syntax, so that the incremental pipeline can
/// compare two of them and skip what did not change.
/// </summary>
/// <param name="Hierarchy">Where the class stands and how its partial declaration is opened.</param>
/// <param name="Specification">What the attributes say.</param>
/// <param name="HasConstructor">Whether the user wrote an instance constructor; if so none may be emitted.</param>
/// <param name="Module">What else is known of a TorchSharp module with a forward of its own; null for a model of declared layers.</param>
/// <param name="Translators">The translator of each [Counterfactual], under the name that its members have.</param>
internal sealed record ModelDeclaration(
    TypeHierarchy Hierarchy,
    ModelSpecification Specification,
    bool HasConstructor,
    ModuleDeclaration? Module = null,
    EquatableArray<TranslatorDeclaration> Translators = default);

/// <summary>A translator of a model.</summary>
/// <param name="Name">What its members are named after.</param>
/// <param name="Specification">What the attribute says.</param>
internal sealed record TranslatorDeclaration(string Name, TranslatorSpecification Specification);
