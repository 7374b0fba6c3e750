using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Methods of <c>Sequential</c>, <c>ModuleList</c> and <c>ModuleDict</c>: modules that are added one by one, and lists of what there is.</summary>
internal static class ContainerCalls
{
    /// <summary>What a method gives; null if it is none that is known.</summary>
    /// <param name="call">The call.</param>
    /// <param name="modules">The container.</param>
    /// <param name="mayGrow">Whether the constructor is running: later, modules that are added belong to no layer.</param>
    /// <param name="expressions">Reads arguments.</param>
    public static Value? Call(IInvocationOperation call, SequentialModule modules, bool mayGrow, ExpressionReader expressions)
    {
        var arguments = call.Arguments.Select(argument => expressions.Evaluate(argument.Value)).ToList();
        switch (call.TargetMethod.Name, arguments)
        {
            case ("append" or "add_module" or "register_module" or "Add", [Constant { Content: string name }, ModuleValue module]) when mayGrow:
                modules.Add(module, name);
                return modules;
            case ("Add", [ListValue { Items: [Constant { Content: string name }, ModuleValue module] }]) when mayGrow && modules.IsNamed:
                modules.Add(module, name);
                return NeutralValue.Instance;
            case ("append" or "Add", [ModuleValue module]) when mayGrow && !modules.IsNamed:
                modules.Add(module);
                return modules;
            case ("append" or "extend", [ListValue { Items: var items }]) when mayGrow && !modules.IsNamed && items.All(item => item is ModuleValue):
                foreach (var item in items)
                {
                    modules.Add((ModuleValue)item);
                }

                return modules;
            case ("values", []):
                return new ListValue([.. modules.Children.Select(child => child.Module)]);
            case ("keys", []):
                return new ListValue([.. modules.Children.Select(child => new Constant(child.Name))]);
            case ("ContainsKey", [Constant { Content: string name }]):
                return new Constant(modules.Children.Any(child => child.Name == name));
            default:
                return null;
        }
    }
}
