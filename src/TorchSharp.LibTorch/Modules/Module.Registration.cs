using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual void register_module(string name, Module submodule)
            {
                Refuse(name);
                _children.Add((name, submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                Refuse(name);
                _parameters.Add((name, param));
            }

            /// <summary>Makes these the parts of the module, and no others.</summary>
            private protected void PutChildren(IEnumerable<(string Name, Module Module)> children)
            {
                _children.Clear();
                _children.AddRange(children);
            }

            /// <summary>Puts a parameter in the place of the one of its name, or at the end; null takes it away.</summary>
            private protected void Put(string name, Parameter? param)
            {
                var at = _parameters.FindIndex(known => known.Item1 == name);
                if (at >= 0)
                {
                    _parameters.RemoveAt(at);
                }

                if (param is not null)
                {
                    _parameters.Insert(at >= 0 ? at : _parameters.Count, (name, param));
                }
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                Refuse(name);
                _buffers.Add((name, tensor.DetachFromDisposeScope(), persistent));
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => _children.Select(child => (child.Name, child.Value));

            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                _children.SelectMany(child => child.Value.named_modules().Select(part => ($"{child.Name}.{part.name}", part.module)).Prepend((child.Name, child.Value)));

            public virtual IEnumerable<Module> children() => _children.Select(child => child.Value);

            public virtual IEnumerable<Module> modules() => named_modules().Select(part => part.module).Prepend(this);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                var inner = recurse ? _children.SelectMany(child => child.Value.named_parameters().Select(part => ($"{child.Name}.{part.name}", part.parameter))) : [];
                return [.. _parameters.Select(own => (own.Name, own.Value)).Concat(inner).Where(part => seen.Add(part.Item2))];
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(part => part.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var inner = recurse ? _children.SelectMany(child => child.Value.named_buffers(recurse, include_nonpersistent).Select(part => ($"{child.Name}.{part.name}", part.buffer))) : [];
                return [.. _buffers.Where(buffer => include_nonpersistent || buffer.Persistent).Select(own => (own.Name, own.Value)).Concat(inner)];
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(part => part.buffer);

            /// <summary>Registers what stands in fields, own and inherited, under the names of the fields; what is registered already stays as it is.</summary>
            protected virtual void RegisterComponents()
            {
                const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(Fields).OrderBy(field => field.MetadataToken))
                    {
                        var name = field.GetCustomAttribute<Utils.ComponentNameAttribute>()?.Name ?? field.Name;
                        Register(name, field.GetValue(this));
                    }
                }
            }

            private void Register(string name, object? value)
            {
                if (_children.Any(child => child.Value == value || child.Name == name) || _parameters.Any(own => own.Value == value || own.Name == name) || _buffers.Any(own => own.Value == value || own.Name == name))
                {
                    return;
                }

                switch (value)
                {
                    case Module module:
                        register_module(name, module);
                        break;
                    case Parameter parameter:
                        register_parameter(name, parameter);
                        break;
                    case Tensor tensor:
                        register_buffer(name, tensor);
                        break;
                }
            }

            private void Refuse(string name)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"'{name}' is no name for a part of a module; it must not be empty and hold no dot.", nameof(name));
                }

                if (_children.Any(child => child.Name == name) || _parameters.Any(own => own.Name == name) || _buffers.Any(own => own.Name == name))
                {
                    throw new InvalidOperationException($"'{name}' is registered already; each part of a module needs a name of its own.");
                }
            }
        }
    }
}
