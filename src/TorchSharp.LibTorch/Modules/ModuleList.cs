using System.Collections;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules under numbers. It has no forward pass: whoever holds it calls them.</summary>
    public sealed class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly List<T> _list = [];

        /// <summary>Takes modules and numbers them.</summary>
        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>)) => extend(modules);

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => _list[index];
            set
            {
                _list[index] = value;
                Number();
            }
        }

        public void Add(T item) => Insert(Count, item);

        public void append(params T[] parameters) => extend(parameters);

        public void extend(IEnumerable<T> modules)
        {
            _list.AddRange(modules);
            Number();
        }

        public void Insert(int index, T item)
        {
            _list.Insert(index, item);
            Number();
        }

        public bool Remove(T item)
        {
            var found = _list.Remove(item);
            Number();
            return found;
        }

        public void RemoveAt(int index)
        {
            _list.RemoveAt(index);
            Number();
        }

        public void Clear()
        {
            _list.Clear();
            Number();
        }

        public bool Contains(T item) => _list.Contains(item);

        public int IndexOf(T item) => _list.IndexOf(item);

        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>The numbers are the places, whatever was added or taken away.</summary>
        private void Number() => PutChildren(_list.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), (nn.Module)module)));
    }
}
