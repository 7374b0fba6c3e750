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
    public static MethodInfo Write<T>(IReadOnlyList<MethodInfo> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        lock (Module)
        {
            var name = $"Launch{_count++}";
            var type = Module.DefineType(name, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
            var method = type.DefineMethod(kernels[0].Name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(LaunchArguments<T>)]);
            new Body<T>(method.GetILGenerator()).Write(kernels);
            return type.CreateType().GetMethod(kernels[0].Name)!;
        }
    }

    /// <summary>How many integers a structure of sizes is made of.</summary>
    public static int SizesOf(Type type) => type.GetConstructors().Single().GetParameters().Length;

    private sealed class Body<T>(ILGenerator code)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private int _views;
        private int _integers;
        private int _numbers;

        public void Write(IReadOnlyList<MethodInfo> kernels)
        {
            var lanes = code.DeclareLocal(typeof(Lanes));
            code.Emit(OpCodes.Call, typeof(Lanes).GetMethod(nameof(Lanes.OfGrid))!);
            code.Emit(OpCodes.Stloc, lanes);
            foreach (var kernel in kernels)
            {
                code.Emit(OpCodes.Ldloc, lanes);
                foreach (var parameter in BlockKernels.Passed(kernel))
                {
                    Load(parameter);
                }

                code.Emit(OpCodes.Call, kernel);
            }

            code.Emit(OpCodes.Ret);
        }

        private void Load(ParameterInfo parameter)
        {
            var type = parameter.ParameterType;
            if (type == typeof(ArrayView<T>))
            {
                Field($"View{_views++}");
            }
            else if (type == typeof(ArrayView<int>))
            {
                Field(parameter.Name switch { "order" => nameof(LaunchArguments<>.Order), "allLabels" => nameof(LaunchArguments<>.AllLabels), _ => nameof(LaunchArguments<>.Labels) });
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
