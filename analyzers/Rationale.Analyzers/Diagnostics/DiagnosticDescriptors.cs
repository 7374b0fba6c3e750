using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Every rule of the library. Each has a page under <c>docs/rules</c>, an example in the release files and a test class.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "Rationale";

    /// <summary>A model is a partial class.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        id: RuleIds.NotPartial,
        title: "A model is a partial class",
        messageFormat: "'{0}' is a model but not partial, so nothing can be generated for it; add the modifier 'partial'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator adds the constructor, the parameters and the training to the class through a second partial declaration.",
        helpLinkUri: HelpLink.For(RuleIds.NotPartial));

    /// <summary>A type around a model is partial.</summary>
    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        id: RuleIds.ContainingTypeNotPartial,
        title: "A type around a model is partial",
        messageFormat: "'{0}' contains the model '{1}' but is not partial, so nothing can be generated; add the modifier 'partial' to '{0}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A nested model is generated inside its containing types, which must all be opened again.",
        helpLinkUri: HelpLink.For(RuleIds.ContainingTypeNotPartial));

    /// <summary>A model is an ordinary class.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = new(
        id: RuleIds.UnsupportedType,
        title: "A model is an ordinary class",
        messageFormat: "'{0}' is {1}, and a model must be an ordinary class; declare it as 'partial class {0}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A model owns buffers and is trained in place: it needs identity, a life time and a constructor, which structs, records, interfaces, static, abstract and file-local types do not give.",
        helpLinkUri: HelpLink.For(RuleIds.UnsupportedType));

    /// <summary>A model has a task.</summary>
    public static readonly DiagnosticDescriptor MissingTask = new(
        id: RuleIds.MissingTask,
        title: "A model has a task",
        messageFormat: "'{0}' has attributes of a model but no task; add [Classifier(classes)] or [Regressor(outputs)], or [Block] if models use it as a block",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The task says what the loss is. Without one there is nothing to train for, and the generator does not see the class.",
        helpLinkUri: HelpLink.For(RuleIds.MissingTask));

    /// <summary>A model has one task.</summary>
    public static readonly DiagnosticDescriptor SeveralTasks = new(
        id: RuleIds.SeveralTasks,
        title: "A model has one task",
        messageFormat: "'{0}' has the task [{1}] already; remove [{2}] or move it to a model of its own",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "One model is trained by one task loss.",
        helpLinkUri: HelpLink.For(RuleIds.SeveralTasks));

    /// <summary>A model has an [Input].</summary>
    public static readonly DiagnosticDescriptor MissingInput = new(
        id: RuleIds.MissingInput,
        title: "A model has an [Input]",
        messageFormat: "'{0}' does not say what an example of input looks like; add [Input(features)], or [Input(height, width, channels)] for images, as its first layer",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All sizes are computed at compile time, starting from the shape of one example.",
        helpLinkUri: HelpLink.For(RuleIds.MissingInput));

    /// <summary>[Input] is the first layer.</summary>
    public static readonly DiagnosticDescriptor InputNotFirst = new(
        id: RuleIds.InputNotFirst,
        title: "[Input] is the first layer",
        messageFormat: "[Input] of '{0}' stands after [{1}]; move it before all other layers",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Layers are applied in source order, and [Input] gives the shape that the first of them gets.",
        helpLinkUri: HelpLink.For(RuleIds.InputNotFirst));

    /// <summary>[Input] stands once.</summary>
    public static readonly DiagnosticDescriptor InputRepeated = new(
        id: RuleIds.InputRepeated,
        title: "[Input] stands once",
        messageFormat: "'{0}' has more than one [Input]; keep the first and remove this one",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A model has one input; a second shape contradicts the first.",
        helpLinkUri: HelpLink.For(RuleIds.InputRepeated));

    /// <summary>Layers stand on one declaration.</summary>
    public static readonly DiagnosticDescriptor LayersOverSeveralDeclarations = new(
        id: RuleIds.LayersOverSeveralDeclarations,
        title: "Layers stand on one declaration",
        messageFormat: "The layers of '{0}' are spread over several partial declarations, so their order is undefined; move [{1}] to the declaration with the other layers",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The order of partial declarations is the order in which files reach the compiler, which is no order that a reader can see.",
        helpLinkUri: HelpLink.For(RuleIds.LayersOverSeveralDeclarations));

    /// <summary>A model has layers or a forward of its own.</summary>
    public static readonly DiagnosticDescriptor OwnForward = new(
        id: RuleIds.OwnForward,
        title: "A model has layers or a forward of its own",
        messageFormat: "'{0}' declares its layers by attributes and also has a method 'forward', which would never be called; remove the method or the attributes",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The forward pass is generated from the layer attributes; a second one could only disagree with it.",
        helpLinkUri: HelpLink.For(RuleIds.OwnForward));

    /// <summary>No member has the name of a generated one.</summary>
    public static readonly DiagnosticDescriptor MemberClash = new(
        id: RuleIds.MemberClash,
        title: "No member has the name of a generated one",
        messageFormat: "'{1}' is the name of a member that is generated for '{0}'; rename this one",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The class would have two members of one name and the generated code would not compile.",
        helpLinkUri: HelpLink.For(RuleIds.MemberClash));

    /// <summary>No base class has a generated member.</summary>
    public static readonly DiagnosticDescriptor InheritedMemberClash = new(
        id: RuleIds.InheritedMemberClash,
        title: "No base class has a generated member",
        messageFormat: "'{0}' inherits from '{1}', which has a member '{2}' that is also generated for '{0}'; rename it there or hold a '{1}' in a field instead of inheriting",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A generated member would hide the inherited one, so that calls through the base class do something else than calls through the model.",
        helpLinkUri: HelpLink.For(RuleIds.InheritedMemberClash));

    /// <summary>Each layer can take what the one before gives.</summary>
    public static readonly DiagnosticDescriptor ShapesDoNotFit = new(
        id: RuleIds.ShapesDoNotFit,
        title: "Each layer can take what the one before gives",
        messageFormat: "In '{0}', {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every layer knows the shape it gives for the shape it gets; the sizes are computed from [Input] on.",
        helpLinkUri: HelpLink.For(RuleIds.ShapesDoNotFit));

    /// <summary>The last layer gives what the task needs.</summary>
    public static readonly DiagnosticDescriptor OutputsDoNotFitTask = new(
        id: RuleIds.OutputsDoNotFitTask,
        title: "The last layer gives what the task needs",
        messageFormat: "The last layer of '{0}' gives {1} outputs but {2} needs {3}; {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A classifier takes one logit for each class, a regressor one number for each output.",
        helpLinkUri: HelpLink.For(RuleIds.OutputsDoNotFitTask));

    /// <summary>A model has something to train.</summary>
    public static readonly DiagnosticDescriptor NoParameters = new(
        id: RuleIds.NoParameters,
        title: "A model has something to train",
        messageFormat: "'{0}' has no layer with parameters, so there is nothing to train; end it with [Dense({1})]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Training changes parameters, and only layers such as [Dense] have any.",
        helpLinkUri: HelpLink.For(RuleIds.NoParameters));

    /// <summary>Weights are finite and not negative.</summary>
    public static readonly DiagnosticDescriptor WeightOutOfRange = new(
        id: RuleIds.WeightOutOfRange,
        title: "Weights are finite and not negative",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is out of range; give a finite number that is zero or more",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A negative weight rewards what it should punish, and NaN or infinity spreads over every parameter in one step.",
        helpLinkUri: HelpLink.For(RuleIds.WeightOutOfRange));

    /// <summary>Weight and AutomaticRatio exclude each other.</summary>
    public static readonly DiagnosticDescriptor WeightAndAutomaticRatio = new(
        id: RuleIds.WeightAndAutomaticRatio,
        title: "Weight and AutomaticRatio exclude each other",
        messageFormat: "[ExplainConstraint] on '{0}' gives both Weight = {1} and AutomaticRatio = {2}, but the ratio computes the weight; remove one of the two",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "AutomaticRatio sets the weight before the first step from the sizes of the two losses, so a given weight would be ignored.",
        helpLinkUri: HelpLink.For(RuleIds.WeightAndAutomaticRatio));

    /// <summary>A dropout rate is in [0, 1).</summary>
    public static readonly DiagnosticDescriptor DropoutRateOutOfRange = new(
        id: RuleIds.DropoutRateOutOfRange,
        title: "A dropout rate is in [0, 1)",
        messageFormat: "[Dropout({1})] on '{0}' is out of range; give a rate from 0 up to but not including 1",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The values that stay are scaled by 1 / (1 − rate), which has no meaning for a rate of 1 or more.",
        helpLinkUri: HelpLink.For(RuleIds.DropoutRateOutOfRange));

    /// <summary>Counts are at least 1.</summary>
    public static readonly DiagnosticDescriptor CountBelowOne = new(
        id: RuleIds.CountBelowOne,
        title: "Counts are at least 1",
        messageFormat: "{2} of [{0}] on '{1}' is {3}; it must be at least 1",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "There is no layer without units, no example without features, no training without epochs or examples.",
        helpLinkUri: HelpLink.For(RuleIds.CountBelowOne));

    /// <summary>A learning rate is finite and above zero.</summary>
    public static readonly DiagnosticDescriptor LearningRateOutOfRange = new(
        id: RuleIds.LearningRateOutOfRange,
        title: "A learning rate is finite and above zero",
        messageFormat: "LearningRate = {1} of [Train] on '{0}' is out of range; give a finite number above zero, such as 0.001",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "At zero nothing is learned, below it the loss is increased.",
        helpLinkUri: HelpLink.For(RuleIds.LearningRateOutOfRange));

    /// <summary>A momentum is in [0, 1).</summary>
    public static readonly DiagnosticDescriptor MomentumOutOfRange = new(
        id: RuleIds.MomentumOutOfRange,
        title: "A momentum is in [0, 1)",
        messageFormat: "Momentum = {1} of [Train] on '{0}' is out of range; give a number from 0 up to but not including 1, such as 0.9",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With a momentum of 1 or more the sum of past gradients grows without bound.",
        helpLinkUri: HelpLink.For(RuleIds.MomentumOutOfRange));

    /// <summary>The attribution target exists for the task.</summary>
    public static readonly DiagnosticDescriptor TargetDoesNotFitTask = new(
        id: RuleIds.TargetDoesNotFitTask,
        title: "The attribution target exists for the task",
        messageFormat: "The attribution target of '{0}' does not exist: {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Probabilities belong to classes, and summed over all classes they are always 1; the attribution target of a regressor is the sum of its outputs.",
        helpLinkUri: HelpLink.For(RuleIds.TargetDoesNotFitTask));

    /// <summary>A classifier takes raw logits.</summary>
    public static readonly DiagnosticDescriptor ActivationBeforeClassifier = new(
        id: RuleIds.ActivationBeforeClassifier,
        title: "A classifier takes raw logits",
        messageFormat: "The last layer of '{0}' is [{1}], but {2} takes raw logits and applies softmax itself; remove [{1}]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An activation after the last [Dense] bounds the logits, so that some probabilities can never be reached; dropout there replaces logits by zeros.",
        helpLinkUri: HelpLink.For(RuleIds.ActivationBeforeClassifier));

    /// <summary>A penalty has a weight above zero.</summary>
    public static readonly DiagnosticDescriptor NoEffect = new(
        id: RuleIds.NoEffect,
        title: "A penalty has a weight above zero",
        messageFormat: "[{0}] on '{1}' has no effect because {2}; set a weight or remove the attribute",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A term of weight zero adds nothing to the loss. This may be wanted as a baseline that is constrained at run time.",
        helpLinkUri: HelpLink.For(RuleIds.NoEffect));

    /// <summary>Attributes of a model are known to the generator.</summary>
    public static readonly DiagnosticDescriptor UnknownAttribute = new(
        id: RuleIds.UnknownAttribute,
        title: "Attributes of a model are known to the generator",
        messageFormat: "[{0}] on '{1}' is a {2} that the generator does not know, so nothing is generated; use an attribute of Rationale, and the same version of all its packages",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Layers and tasks are compiled into straight-line code, so that a class derived from LayerAttribute or TaskAttribute elsewhere cannot add one.",
        helpLinkUri: HelpLink.For(RuleIds.UnknownAttribute));

    /// <summary>Enum arguments are defined values.</summary>
    public static readonly DiagnosticDescriptor UndefinedEnumValue = new(
        id: RuleIds.UndefinedEnumValue,
        title: "Enum arguments are defined values",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is not defined; use one of {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A cast lets any number pass for an enum, but only the named choices have a meaning.",
        helpLinkUri: HelpLink.For(RuleIds.UndefinedEnumValue));

    /// <summary>Parameters of activations are finite.</summary>
    public static readonly DiagnosticDescriptor ActivationParameterNotFinite = new(
        id: RuleIds.ActivationParameterNotFinite,
        title: "Parameters of activations are finite",
        messageFormat: "{2} = {3} of [{0}] on '{1}' is not finite; give an ordinary number",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "NaN or infinity in an activation makes every output NaN or infinite.",
        helpLinkUri: HelpLink.For(RuleIds.ActivationParameterNotFinite));

    /// <summary>Settings of the optimizer are used by it.</summary>
    public static readonly DiagnosticDescriptor OptimizerIgnoresSetting = new(
        id: RuleIds.OptimizerIgnoresSetting,
        title: "Settings of the optimizer are used by it",
        messageFormat: "{1} on '{0}' is ignored by OptimizerKind.{2}; set Optimizer = OptimizerKind.{3} or remove {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Momentum belongs to Sgd and decoupled weight decay to AdamW; the other optimizers do not read them.",
        helpLinkUri: HelpLink.For(RuleIds.OptimizerIgnoresSetting));

    /// <summary>Examples and parameters can be counted by an int.</summary>
    public static readonly DiagnosticDescriptor ModelTooLarge = new(
        id: RuleIds.ModelTooLarge,
        title: "Examples and parameters can be counted by an int",
        messageFormat: "[{1}] brings '{0}' above 2,147,483,647 parameters or values in an example; make its layers smaller",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "All parameters lie in one buffer whose elements are counted by a 32-bit integer.",
        helpLinkUri: HelpLink.For(RuleIds.ModelTooLarge));

    /// <summary>Strides and paddings are not negative.</summary>
    public static readonly DiagnosticDescriptor CountBelowZero = new(
        id: RuleIds.CountBelowZero,
        title: "Strides and paddings are not negative",
        messageFormat: "{2} of [{0}] on '{1}' is {3}; it must be zero or more",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A window moves forward, and an image is framed by zeros or not; a stride of zero stands for what is usual.",
        helpLinkUri: HelpLink.For(RuleIds.CountBelowZero));

    /// <summary>Epsilon is finite and above zero.</summary>
    public static readonly DiagnosticDescriptor EpsilonOutOfRange = new(
        id: RuleIds.EpsilonOutOfRange,
        title: "Epsilon is finite and above zero",
        messageFormat: "Epsilon = {1} of [LayerNorm] on '{0}' is out of range; give a finite number above zero in single precision, such as 1e-5",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An example of equal values has variance zero, and without epsilon it would be divided by zero.",
        helpLinkUri: HelpLink.For(RuleIds.EpsilonOutOfRange));

    /// <summary>A network has at most 4096 layers.</summary>
    public static readonly DiagnosticDescriptor TooManyLayers = new(
        id: RuleIds.TooManyLayers,
        title: "A network has at most 4096 layers",
        messageFormat: "[{0}] brings '{1}' to {2} layers with blocks and repetitions counted out, but at most {3} can be generated; lower Times or use fewer blocks",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every layer of every repetition becomes code of its own, and blocks of blocks multiply.",
        helpLinkUri: HelpLink.For(RuleIds.TooManyLayers));

    /// <summary>A block is a class that is not generic.</summary>
    public static readonly DiagnosticDescriptor UnsupportedBlock = new(
        id: RuleIds.UnsupportedBlock,
        title: "A block is a class that is not generic",
        messageFormat: "'{0}' cannot be a block because {1}; name a class that is not generic and has [Block] and layer attributes",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of a block are read from the attributes of one class, in which type parameters could mean nothing.",
        helpLinkUri: HelpLink.For(RuleIds.UnsupportedBlock));

    /// <summary>A block is marked with [Block].</summary>
    public static readonly DiagnosticDescriptor BlockNotMarked = new(
        id: RuleIds.BlockNotMarked,
        title: "A block is marked with [Block]",
        messageFormat: "'{0}' is used as a block by '{1}' but not marked as one; add [Block] to '{0}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The mark tells readers and rules that a class is part of other models and no model that its author forgot to finish.",
        helpLinkUri: HelpLink.For(RuleIds.BlockNotMarked));

    /// <summary>A block has layers.</summary>
    public static readonly DiagnosticDescriptor BlockWithoutLayers = new(
        id: RuleIds.BlockWithoutLayers,
        title: "A block has layers",
        messageFormat: "'{0}' is to be a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A block without layers gives what it gets, so that a shortcut around it only doubles its input.",
        helpLinkUri: HelpLink.For(RuleIds.BlockWithoutLayers));

    /// <summary>A block does not contain itself.</summary>
    public static readonly DiagnosticDescriptor BlockContainsItself = new(
        id: RuleIds.BlockContainsItself,
        title: "A block does not contain itself",
        messageFormat: "'{0}' contains itself through {1}, so its layers would never end; name another block",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of a block are written out wherever it is used.",
        helpLinkUri: HelpLink.For(RuleIds.BlockContainsItself));

    /// <summary>A block has layers only.</summary>
    public static readonly DiagnosticDescriptor AttributeOfModelOnBlock = new(
        id: RuleIds.AttributeOfModelOnBlock,
        title: "A block has layers only",
        messageFormat: "[{0}] on the block '{1}' belongs to models; remove it, or remove [Block] if '{1}' is a model",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What a block gets, and what it is trained for, is said by the models that use it.",
        helpLinkUri: HelpLink.For(RuleIds.AttributeOfModelOnBlock));

    /// <summary>The blocks of a model are without errors.</summary>
    public static readonly DiagnosticDescriptor BlockHasErrors = new(
        id: RuleIds.BlockHasErrors,
        title: "The blocks of a model are without errors",
        messageFormat: "'{1}' cannot use the block '{0}' because '{0}' has errors; solve those first",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is wrong with a block is reported once, where it is declared.",
        helpLinkUri: HelpLink.For(RuleIds.BlockHasErrors));

    /// <summary>The momentum of a batch normalization is a share.</summary>
    public static readonly DiagnosticDescriptor NormMomentumOutOfRange = new(
        id: RuleIds.NormMomentumOutOfRange,
        title: "The momentum of [BatchNorm] is a share",
        messageFormat: "The momentum of [BatchNorm] on '{0}' is {1}, but it must be above 0 and at most 1",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "It is the share of each batch in the running statistics.",
        helpLinkUri: HelpLink.For(RuleIds.NormMomentumOutOfRange));

    /// <summary>Values of learning-rate schedules are in range.</summary>
    public static readonly DiagnosticDescriptor ScheduleOutOfRange = new(
        id: RuleIds.ScheduleOutOfRange,
        title: "Values of learning-rate schedules are in range",
        messageFormat: "{2} of [{0}] on '{1}' is {3}, but it must be {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A schedule counts either epochs or steps, and its factors are shares of the learning rate.",
        helpLinkUri: HelpLink.For(RuleIds.ScheduleOutOfRange));

    /// <summary>A learning-rate schedule is as long as the training.</summary>
    public static readonly DiagnosticDescriptor ScheduleEndsBeforeTraining = new(
        id: RuleIds.ScheduleEndsBeforeTraining,
        title: "A learning-rate schedule is as long as the training",
        messageFormat: "The learning rate of '{0}' does not fit [Train]: {1}; give both the same length",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "After the end of a schedule the rate would stay at its last value, which may be zero; a warm-up that does not end never reaches the learning rate.",
        helpLinkUri: HelpLink.For(RuleIds.ScheduleEndsBeforeTraining));

    /// <summary>A model has one learning-rate schedule.</summary>
    public static readonly DiagnosticDescriptor SeveralSchedules = new(
        id: RuleIds.SeveralSchedules,
        title: "A model has one learning-rate schedule",
        messageFormat: "'{0}' has the learning-rate schedule [{1}] already; remove [{2}]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Two schedules contradict each other; only [WarmUp] goes together with any of them.",
        helpLinkUri: HelpLink.For(RuleIds.SeveralSchedules));

    /// <summary>An embedding stands right after the input.</summary>
    public static readonly DiagnosticDescriptor EmbeddingNotFirst = new(
        id: RuleIds.EmbeddingNotFirst,
        title: "[Embedding] stands right after [Input]",
        messageFormat: "[Embedding] on '{0}' gets what other layers give, but its input must be token ids; put it right after [Input], outside of blocks",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An embedding takes the row of a table that a token id names. What layers compute are no integers, and token ids have no gradient through which the layers before could learn.",
        helpLinkUri: HelpLink.For(RuleIds.EmbeddingNotFirst));

    /// <summary>Weights of classes fit the classes.</summary>
    public static readonly DiagnosticDescriptor ClassWeightsDoNotFit = new(
        id: RuleIds.ClassWeightsDoNotFit,
        title: "Weights of classes fit the classes",
        messageFormat: "The class weights of '{0}' do not fit: {1}; give one weight for each class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each class has one weight, a binary classifier two; a negative weight rewards mistakes, and with all weights zero nothing is learned.",
        helpLinkUri: HelpLink.For(RuleIds.ClassWeightsDoNotFit));

    /// <summary>A metric is one that the task has.</summary>
    public static readonly DiagnosticDescriptor UnknownMetric = new(
        id: RuleIds.UnknownMetric,
        title: "A metric is one that the task has",
        messageFormat: "[{0}] of '{1}' has {2} '{3}', but '{1}' is measured by {4}; use one of those names",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The learning rate is reduced when a metric on the validation data no longer improves, so the metric must exist for the task.",
        helpLinkUri: HelpLink.For(RuleIds.UnknownMetric));

    /// <summary>A self-explaining model has no layers of its own.</summary>
    public static readonly DiagnosticDescriptor LayersBesideSelfExplaining = new(
        id: RuleIds.LayersBesideSelfExplaining,
        title: "A self-explaining model has no layers of its own",
        messageFormat: "'{0}' is self-explaining, so [{1}] has no place on it; move it into a nested class marked [Relevance], [ConceptEncoder] or [ConceptDecoder]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The outputs of such a model are sums of contributions of concepts; a layer before or after them would make the explanation untrue.",
        helpLinkUri: HelpLink.For(RuleIds.LayersBesideSelfExplaining));

    /// <summary>Only classifiers are self-explaining.</summary>
    public static readonly DiagnosticDescriptor SelfExplainingRegressor = new(
        id: RuleIds.SelfExplainingRegressor,
        title: "Only classifiers are self-explaining",
        messageFormat: "'{0}' is self-explaining but not a classifier; remove [SelfExplaining] or make it a [Classifier]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Relevances are told for each class, and explanations for the predicted one; a regressor has no classes.",
        helpLinkUri: HelpLink.For(RuleIds.SelfExplainingRegressor));

    /// <summary>The number of concepts fits where they come from.</summary>
    public static readonly DiagnosticDescriptor ConceptsDoNotFitOrigin = new(
        id: RuleIds.ConceptsDoNotFitOrigin,
        title: "The number of concepts fits where they come from",
        messageFormat: "The concepts of '{0}' do not fit: {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each concept is one number of each example.",
        helpLinkUri: HelpLink.For(RuleIds.ConceptsDoNotFitOrigin));

    /// <summary>An aggregation keeps contributions apart.</summary>
    public static readonly DiagnosticDescriptor AggregationMixes = new(
        id: RuleIds.AggregationMixes,
        title: "An aggregation keeps contributions apart",
        messageFormat: "The aggregation of '{0}' has [{1}], but contributions must stay apart until they are added; use activations only",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A concept can be taken away exactly only where the output is a sum with a part for each concept.",
        helpLinkUri: HelpLink.For(RuleIds.AggregationMixes));

    /// <summary>An aggregation never falls.</summary>
    public static readonly DiagnosticDescriptor AggregationFalls = new(
        id: RuleIds.AggregationFalls,
        title: "An aggregation never falls",
        messageFormat: "The aggregation of '{0}' has [{1}], which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation such as [Tanh] or [Softplus]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A positive relevance must mean that the concept speaks for the class, however much of it there is.",
        helpLinkUri: HelpLink.For(RuleIds.AggregationFalls));

    /// <summary>The share to keep is a multiple of one vote.</summary>
    public static readonly DiagnosticDescriptor KeepNotMultiple = new(
        id: RuleIds.KeepNotMultiple,
        title: "The share to keep is a multiple of one vote",
        messageFormat: "'{0}' keeps {1} of {2} masks, which is no integer number of them; keep {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A share that is not a multiple of 1 / Quantization would be another share than the one that certificates speak of.",
        helpLinkUri: HelpLink.For(RuleIds.KeepNotMultiple));

    /// <summary>The number of votes is in range.</summary>
    public static readonly DiagnosticDescriptor QuantizationOutOfRange = new(
        id: RuleIds.QuantizationOutOfRange,
        title: "The number of votes is in range",
        messageFormat: "'{0}' votes over {1} masks, but there must be from {2} to {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "One vote cannot lead by anything, and sums of too many probabilities would not be exact.",
        helpLinkUri: HelpLink.For(RuleIds.QuantizationOutOfRange));

    /// <summary>The share to keep allows certificates.</summary>
    public static readonly DiagnosticDescriptor KeepAboveHalf = new(
        id: RuleIds.KeepAboveHalf,
        title: "The share to keep allows certificates",
        messageFormat: "'{0}' keeps {1} of the features, and above 0.5 no certificate has a radius of 1 or more; keep 0.5 or less",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The largest radius is 1 / (2 keep).",
        helpLinkUri: HelpLink.For(RuleIds.KeepAboveHalf));

    /// <summary>Groups of features fit the examples.</summary>
    public static readonly DiagnosticDescriptor GroupsDoNotFit = new(
        id: RuleIds.GroupsDoNotFit,
        title: "Groups of features fit the examples",
        messageFormat: "The groups of '{0}' do not fit its examples: {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each feature of an example belongs to one group.",
        helpLinkUri: HelpLink.For(RuleIds.GroupsDoNotFit));

    /// <summary>Only classifiers are smoothed.</summary>
    public static readonly DiagnosticDescriptor SmoothedRegressor = new(
        id: RuleIds.SmoothedRegressor,
        title: "Only classifiers are smoothed",
        messageFormat: "'{0}' is smoothed but not a classifier, and certificates are about classes; remove [Smoothed] or make it a [Classifier]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A certificate says that a class cannot change.",
        helpLinkUri: HelpLink.For(RuleIds.SmoothedRegressor));

    /// <summary>What replaces a feature is a number.</summary>
    public static readonly DiagnosticDescriptor ReplacementNotFinite = new(
        id: RuleIds.ReplacementNotFinite,
        title: "What replaces a feature is a number",
        messageFormat: "The replacement of '{0}' is {1}, but it must be a finite number",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is left out of an example is replaced by this number.",
        helpLinkUri: HelpLink.For(RuleIds.ReplacementNotFinite));

    /// <summary>A module says what an example of its input looks like.</summary>
    public static readonly DiagnosticDescriptor ModuleWithoutInput = new(
        id: RuleIds.ModuleWithoutInput,
        title: "A module says what an example of its input looks like",
        messageFormat: "'{0}' is trained by autograd because nothing says what an example of its input looks like; add [Input(features)], or [Input(channels, height, width)] for images",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "All sizes of a compiled step are computed at compile time, starting from the shape of one example as the module takes it.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleWithoutInput));

    /// <summary>The modules in the fields of a module are known at compile time.</summary>
    public static readonly DiagnosticDescriptor ConstructionNotUnderstood = new(
        id: RuleIds.ConstructionNotUnderstood,
        title: "The modules in the fields of a module are known at compile time",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The sizes and settings of each module in a field are read from its initializer or from the constructor, where they must be constants.",
        helpLinkUri: HelpLink.For(RuleIds.ConstructionNotUnderstood));

    /// <summary>A forward pass has one path through.</summary>
    public static readonly DiagnosticDescriptor ControlFlowNotUnderstood = new(
        id: RuleIds.ControlFlowNotUnderstood,
        title: "A forward pass has one path through",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The graph of a model has no branches: conditions and loops of forward must be decided by constants.",
        helpLinkUri: HelpLink.For(RuleIds.ControlFlowNotUnderstood));

    /// <summary>A forward pass is made of what layers say.</summary>
    public static readonly DiagnosticDescriptor CallNotUnderstood = new(
        id: RuleIds.CallNotUnderstood,
        title: "A forward pass is made of what layers say",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Each call and operator of forward must have a layer that computes exactly the same.",
        helpLinkUri: HelpLink.For(RuleIds.CallNotUnderstood));

    /// <summary>Settings of modules and functions are those that layers have.</summary>
    public static readonly DiagnosticDescriptor ArgumentNotUnderstood = new(
        id: RuleIds.ArgumentNotUnderstood,
        title: "Settings of modules and functions are those that layers have",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A function is known, but a layer does not have the setting with which it is called, or the setting is not a constant.",
        helpLinkUri: HelpLink.For(RuleIds.ArgumentNotUnderstood));

    /// <summary>The batch stays the first dimension.</summary>
    public static readonly DiagnosticDescriptor BatchMixed = new(
        id: RuleIds.BatchMixed,
        title: "The batch stays the first dimension",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A forward pass is read as what it does to one example; a shape that depends on the number of examples has no meaning there.",
        helpLinkUri: HelpLink.For(RuleIds.BatchMixed));

    /// <summary>Each module with parameters is called once.</summary>
    public static readonly DiagnosticDescriptor ModuleNotUsedOnce = new(
        id: RuleIds.ModuleNotUsedOnce,
        title: "Each module with parameters is called once",
        messageFormat: "'{0}' is trained by autograd because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A layer has parameters of its own, so a module must stand for one layer: neither called twice nor left out.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleNotUsedOnce));

    /// <summary>Each module can take what the one before gives.</summary>
    public static readonly DiagnosticDescriptor ModuleShapesDoNotFit = new(
        id: RuleIds.ModuleShapesDoNotFit,
        title: "Each module can take what the one before gives",
        messageFormat: "'{0}' cannot run on examples of its [Input] because '{1}' {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The sizes of forward are followed from [Input] to the outputs that the task needs.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleShapesDoNotFit));

    /// <summary>A concern of declared models does not stand on a module.</summary>
    public static readonly DiagnosticDescriptor ConcernNotForModules = new(
        id: RuleIds.ConcernNotForModules,
        title: "A concern of declared models does not stand on a module",
        messageFormat: "[{0}] stands on '{1}', which has a forward of its own; it needs a model of declared layers",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Self-explaining models and smoothed models are made of parts that a module with a forward of its own does not have.",
        helpLinkUri: HelpLink.For(RuleIds.ConcernNotForModules));

    /// <summary>A model takes one tensor and gives one.</summary>
    public static readonly DiagnosticDescriptor ModuleNotOfOneTensor = new(
        id: RuleIds.ModuleNotOfOneTensor,
        title: "A model takes one tensor and gives one",
        messageFormat: "'{0}' derives from {1}, but a model takes one tensor and gives one; derive from Module<Tensor, Tensor>",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Losses and explanations are of one input and one output.",
        helpLinkUri: HelpLink.For(RuleIds.ModuleNotOfOneTensor));

    /// <summary>A term of the objective is possible for its model.</summary>
    public static readonly DiagnosticDescriptor TermDoesNotFit = new(
        id: RuleIds.TermDoesNotFit,
        title: "A term of the objective is possible for its model",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A penalty asks something of inputs, layers or task: images for smoothness over pixels, classes for log-probabilities, a network from the meta-features of a feature to one number.",
        helpLinkUri: HelpLink.For(RuleIds.TermDoesNotFit));

    /// <summary>A regressor of several outputs says which of them is attributed.</summary>
    public static readonly DiagnosticDescriptor MissingAttributionTarget = new(
        id: RuleIds.MissingAttributionTarget,
        title: "A regressor of several outputs says which of them is attributed",
        messageFormat: "[{0}] of '{1}' does not say which of the {2} outputs it attributes; set Index to one of 0 to {3}, or Class = TargetClass.All for their sum",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An attribution explains one number. A classifier has the logit of the labeled class; of several predicted numbers, none stands out.",
        helpLinkUri: HelpLink.For(RuleIds.MissingAttributionTarget));

    /// <summary>A prior network is declared once.</summary>
    public static readonly DiagnosticDescriptor PriorNetworkTwice = new(
        id: RuleIds.PriorNetworkTwice,
        title: "A prior network is declared once",
        messageFormat: "'{0}' has a class with [PriorNetwork] and sets {1} of [AttributionPrior] as well; keep one of them",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The layers of the nested class are the whole prior network, so that Hidden and Dropout would be ignored.",
        helpLinkUri: HelpLink.For(RuleIds.PriorNetworkTwice));

    /// <summary>Only classifiers have counterfactuals.</summary>
    public static readonly DiagnosticDescriptor CounterfactualRegressor = new(
        id: RuleIds.CounterfactualRegressor,
        title: "Only classifiers have counterfactuals",
        messageFormat: "'{0}' has [Counterfactual] but is not a classifier, and counterfactuals belong to classes; remove [Counterfactual] or make it a [Classifier]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A counterfactual is the image of another class; a regressor has no classes.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualRegressor));

    /// <summary>Counterfactuals are images.</summary>
    public static readonly DiagnosticDescriptor CounterfactualWithoutImages = new(
        id: RuleIds.CounterfactualWithoutImages,
        title: "Counterfactuals are images",
        messageFormat: "'{0}' has [Counterfactual] but does not take one image; declare height, width and channels, as in [Input(28, 28, 1)]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A translator is made of convolutions over height, width and channels.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualWithoutImages));

    /// <summary>A translator leads between two classes.</summary>
    public static readonly DiagnosticDescriptor CounterfactualClassesDoNotFit = new(
        id: RuleIds.CounterfactualClassesDoNotFit,
        title: "A translator leads between two classes",
        messageFormat: "[Counterfactual] of '{0}' names the classes {1} and {2}, but they must be two different ones from 0 to {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A translator leads from one class of the classifier to another.",
        helpLinkUri: HelpLink.For(RuleIds.CounterfactualClassesDoNotFit));

    /// <summary>The networks of a translator fit its images.</summary>
    public static readonly DiagnosticDescriptor TranslatorNetworksDoNotFit = new(
        id: RuleIds.TranslatorNetworksDoNotFit,
        title: "The networks of a translator fit its images",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A generator gives an image of the size that it gets; a discriminator gives a map of one channel, or of one for each class of a star. Neither may behave otherwise in training than in use.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorNetworksDoNotFit));

    /// <summary>A setting of a translator is in range.</summary>
    public static readonly DiagnosticDescriptor TranslatorSettingOutOfRange = new(
        id: RuleIds.TranslatorSettingOutOfRange,
        title: "A setting of a translator is in range",
        messageFormat: "[Counterfactual] of '{0}' has {1}, but {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The pixels of the data lie between two finite numbers, and steps of the training have a finite length above zero.",
        helpLinkUri: HelpLink.For(RuleIds.TranslatorSettingOutOfRange));

    /// <summary>All rules by id.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = new[]
    {
        NotPartial,
        ContainingTypeNotPartial,
        UnsupportedType,
        MissingTask,
        SeveralTasks,
        MissingInput,
        InputNotFirst,
        InputRepeated,
        LayersOverSeveralDeclarations,
        OwnForward,
        MemberClash,
        InheritedMemberClash,
        ShapesDoNotFit,
        OutputsDoNotFitTask,
        NoParameters,
        WeightOutOfRange,
        WeightAndAutomaticRatio,
        DropoutRateOutOfRange,
        CountBelowOne,
        LearningRateOutOfRange,
        MomentumOutOfRange,
        TargetDoesNotFitTask,
        ActivationBeforeClassifier,
        NoEffect,
        UnknownAttribute,
        UndefinedEnumValue,
        ActivationParameterNotFinite,
        OptimizerIgnoresSetting,
        ModelTooLarge,
        CountBelowZero,
        EpsilonOutOfRange,
        TooManyLayers,
        UnsupportedBlock,
        BlockNotMarked,
        BlockWithoutLayers,
        BlockContainsItself,
        AttributeOfModelOnBlock,
        BlockHasErrors,
        NormMomentumOutOfRange,
        ScheduleOutOfRange,
        ScheduleEndsBeforeTraining,
        SeveralSchedules,
        EmbeddingNotFirst,
        ClassWeightsDoNotFit,
        UnknownMetric,
        LayersBesideSelfExplaining,
        SelfExplainingRegressor,
        ConceptsDoNotFitOrigin,
        AggregationMixes,
        AggregationFalls,
        KeepNotMultiple,
        QuantizationOutOfRange,
        KeepAboveHalf,
        GroupsDoNotFit,
        SmoothedRegressor,
        ReplacementNotFinite,
        ModuleWithoutInput,
        ConstructionNotUnderstood,
        ControlFlowNotUnderstood,
        CallNotUnderstood,
        ArgumentNotUnderstood,
        BatchMixed,
        ModuleNotUsedOnce,
        ModuleShapesDoNotFit,
        ConcernNotForModules,
        ModuleNotOfOneTensor,
        TermDoesNotFit,
        MissingAttributionTarget,
        PriorNetworkTwice,
        CounterfactualRegressor,
        CounterfactualWithoutImages,
        CounterfactualClassesDoNotFit,
        TranslatorNetworksDoNotFit,
        TranslatorSettingOutOfRange,
    }.ToDictionary(descriptor => descriptor.Id);
}
