namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (own, parameter) in named_parameters())
                {
                    destination.Add(start + own, parameter);
                }

                foreach (var (own, buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.Add(start + own, buffer);
                }

                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict();
                var missing = own.Keys.Except(source.Keys).Where(key => skip?.Contains(key) != true).ToList();
                var unexpected = source.Keys.Except(own.Keys).Where(key => skip?.Contains(key) != true).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException($"The state does not fit '{GetName()}': missing are [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                using var mode = no_grad();
                foreach (var (key, tensor) in own.Where(part => source.ContainsKey(part.Key) && skip?.Contains(part.Key) != true))
                {
                    if (!tensor.shape.SequenceEqual(source[key].shape))
                    {
                        throw new InvalidOperationException($"'{key}' has the shape [{string.Join(", ", tensor.shape)}], but the state gives [{string.Join(", ", source[key].shape)}].");
                    }

                    tensor.copy_(source[key]);
                }

                return (missing, unexpected);
            }

            public virtual Module save(string location, IList<string>? skip = null)
            {
                // A file that is half written must never take the place of one that is whole.
                var temporary = location + ".tmp";
                using (var stream = File.Create(temporary))
                {
                    save(stream, skip);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, location, overwrite: true);
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                StateFile.Write(writer, state_dict(), skip);
                return this;
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                var state = StateFile.Read(reader);
                try
                {
                    load_state_dict(state, strict, skip);
                    foreach (var key in state.Keys)
                    {
                        loadedParameters?.TryAdd(key, true);
                    }
                }
                finally
                {
                    foreach (var tensor in state.Values)
                    {
                        tensor.Dispose();
                    }
                }

                return this;
            }
        }
    }
}
