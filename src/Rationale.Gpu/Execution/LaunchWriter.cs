using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Writes the entry of a launch: a method that takes <see cref="LaunchArguments{T}"/> and calls one kernel after the other with the threads of the whole grid. The kernels read their parameters from
/// the arguments' fields, each kind in order; <see cref="KernelLaunch{T}"/> fills them in the same order.
/// </summary>
internal static class LaunchWriter
{
    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Rationale.Gpu.Launches"), AssemblyBuilderAccess.Run).DefineDynamicModule("Launches");

    private static int _count;

    /// <summary>Writes the entry of a launch of kernels.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="chain">How each block takes its examples through them; null where all threads share the elements of each.</param>
    public static MethodInfo Write<T>(IReadOnlyList<MethodInfo> kernels, ChainForm? chain = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        lock (Module)
        {
            var name = $"Launch{_count++}";
            var type = Module.DefineType(name, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
            var method = type.DefineMethod(kernels[0].Name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(LaunchArguments<T>)]);
            new Body<T>(method.GetILGenerator(), chain).Write(kernels);
            return type.CreateType().GetMethod(kernels[0].Name)!;
        }
    }

    /// <summary>How many integers a structure of sizes is made of.</summary>
    public static int SizesOf(Type type) => type.GetConstructors().Single().GetParameters().Length;

    private sealed class Body<T>(ILGenerator code, ChainForm? chain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly LocalBuilder _tile = code.DeclareLocal(typeof(int));
        private int _views;
        private int _integers = chain is null ? 0 : ChainForm.Integers;
        private int _numbers;

        public void Write(IReadOnlyList<MethodInfo> kernels)
        {
            var lanes = code.DeclareLocal(typeof(Lanes));
            code.Emit(OpCodes.Call, typeof(Lanes).GetMethod(chain is null ? nameof(Lanes.ForGrid) : nameof(Lanes.ForBlock))!);
            code.Emit(OpCodes.Stloc, lanes);
            if (chain is null)
            {
                WriteCalls(kernels, lanes);
            }
            else
            {
                var (next, end) = (code.DefineLabel(), code.DefineLabel());
                code.Emit(OpCodes.Call, typeof(ExampleTiles).GetMethod(nameof(ExampleTiles.First))!);
                code.Emit(OpCodes.Stloc, _tile);
                code.MarkLabel(next);
                code.Emit(OpCodes.Ldloc, _tile);
                Field("Integer0");
                code.Emit(OpCodes.Bge, end);
                WriteCalls(kernels, lanes);
                code.Emit(OpCodes.Ldloc, _tile);
                code.Emit(OpCodes.Call, typeof(ExampleTiles).GetMethod(nameof(ExampleTiles.Step))!);
                code.Emit(OpCodes.Add);
                code.Emit(OpCodes.Stloc, _tile);
                code.Emit(OpCodes.Br, next);
                code.MarkLabel(end);
            }

            code.Emit(OpCodes.Ret);
        }

        private void WriteCalls(IReadOnlyList<MethodInfo> kernels, LocalBuilder lanes)
        {
            for (var i = 0; i < kernels.Count; i++)
            {
                code.Emit(OpCodes.Ldloc, lanes);
                foreach (var parameter in BlockKernels.Passed(kernels[i]))
                {
                    Load(parameter);
                }

                code.Emit(OpCodes.Call, kernels[i]);
                if (chain is not null && chain.Ends[i] && i + 1 < kernels.Count)
                {
                    code.Emit(OpCodes.Call, typeof(ExampleTiles).GetMethod(nameof(ExampleTiles.Synchronize))!);
                }
            }
        }

        private void Load(ParameterInfo parameter)
        {
            var type = parameter.ParameterType;
            if (type == typeof(ArrayView<T>))
            {
                Field($"View{_views++}");
                if (chain is not null && chain.Divided[_views - 1])
                {
                    TakePart<T>();
                }
            }
            else if (type == typeof(ArrayView<int>))
            {
                Field(parameter.Name switch { "order" => nameof(LaunchArguments<>.Order), "allLabels" => nameof(LaunchArguments<>.AllLabels), _ => nameof(LaunchArguments<>.Labels) });
                if (chain is not null)
                {
                    TakePart<int>();
                }
            }
            else if (type == typeof(ArrayView<long>))
            {
                Field(nameof(LaunchArguments<>.Counters));
            }
            else if (type == typeof(T))
            {
                Field($"Number{_numbers++}");
            }
            else if (type == typeof(int) || type == typeof(uint))
            {
                Field($"Integer{_integers++}");
            }
            else if (type == typeof(bool))
            {
                Field($"Integer{_integers++}");
                code.Emit(OpCodes.Ldc_I4_0);
                code.Emit(OpCodes.Cgt_Un);
            }
            else if (type == typeof(ulong) || type == typeof(long))
            {
                Field(nameof(LaunchArguments<>.Counters));
                code.Emit(OpCodes.Call, typeof(StepCounters).GetMethod(CounterOf(parameter.Name!))!);
                if (chain is not null && type == typeof(long))
                {
                    // The first example of the launch; that of the tile is as many further as the tiles before it have.
                    code.Emit(OpCodes.Ldloc, _tile);
                    Field("Integer1");
                    code.Emit(OpCodes.Mul);
                    code.Emit(OpCodes.Conv_I8);
                    code.Emit(OpCodes.Add);
                }
            }
            else
            {
                for (var size = 0; size < SizesOf(type); size++)
                {
                    Field($"Integer{_integers++}");
                }

                code.Emit(OpCodes.Newobj, type.GetConstructors().Single());
            }
        }

        private void TakePart<TElement>()
        {
            code.Emit(OpCodes.Ldloc, _tile);
            Field("Integer0");
            code.Emit(OpCodes.Call, typeof(ExampleTiles).GetMethod(nameof(ExampleTiles.Part))!.MakeGenericMethod(typeof(TElement)));
        }

        private void Field(string name)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, typeof(LaunchArguments<T>).GetField(name)!);
        }

        private static string CounterOf(string parameter) => parameter switch
        {
            "seed" => nameof(StepCounters.Seed),
            "step" => nameof(StepCounters.Step),
            "slot" => nameof(StepCounters.Slot),
            "position" => nameof(StepCounters.Position),
            _ => nameof(StepCounters.FirstExample),
        };
    }
}
