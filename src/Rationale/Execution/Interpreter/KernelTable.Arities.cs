namespace Rationale.Execution.Interpreter;

/// <content>
/// One method for each number of parameters that a kernel has. The values of arguments, spans among them, exist only on the stack, so a list cannot hold them.
/// </content>
internal sealed partial class KernelTable<T>
{
    /// <summary>Adds a kernel of 2 parameters.</summary>
    public void Add<A, B>(string kernels, string method, Action<A, B> kernel)
        where A : allows ref struct where B : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b) = (At<A>(x, 0), At<B>(x, 1));
            return frame => kernel(a(frame), b(frame));
        }
    }

    /// <summary>Adds a kernel of 3 parameters.</summary>
    public void Add<A, B, C>(string kernels, string method, Action<A, B, C> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2));
            return frame => kernel(a(frame), b(frame), c(frame));
        }
    }

    /// <summary>Adds a kernel of 4 parameters.</summary>
    public void Add<A, B, C, D>(string kernels, string method, Action<A, B, C, D> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame));
        }
    }

    /// <summary>Adds a kernel of 5 parameters.</summary>
    public void Add<A, B, C, D, E>(string kernels, string method, Action<A, B, C, D, E> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct where E : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame));
        }
    }

    /// <summary>Adds a kernel of 6 parameters.</summary>
    public void Add<A, B, C, D, E, F>(string kernels, string method, Action<A, B, C, D, E, F> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct where E : allows ref struct where F : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>(), TypeOf<F>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e, f) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4), At<F>(x, 5));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame), f(frame));
        }
    }

    /// <summary>Adds a kernel of 7 parameters.</summary>
    public void Add<A, B, C, D, E, F, G>(string kernels, string method, Action<A, B, C, D, E, F, G> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct
        where E : allows ref struct where F : allows ref struct where G : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>(), TypeOf<F>(), TypeOf<G>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e, f, g) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4), At<F>(x, 5), At<G>(x, 6));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame), f(frame), g(frame));
        }
    }

    /// <summary>Adds a kernel of 8 parameters.</summary>
    public void Add<A, B, C, D, E, F, G, H>(string kernels, string method, Action<A, B, C, D, E, F, G, H> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct
        where E : allows ref struct where F : allows ref struct where G : allows ref struct where H : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>(), TypeOf<F>(), TypeOf<G>(), TypeOf<H>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e, f, g, h) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4), At<F>(x, 5), At<G>(x, 6), At<H>(x, 7));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame), f(frame), g(frame), h(frame));
        }
    }

    /// <summary>Adds a kernel of 9 parameters.</summary>
    public void Add<A, B, C, D, E, F, G, H, I>(string kernels, string method, Action<A, B, C, D, E, F, G, H, I> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct where E : allows ref struct
        where F : allows ref struct where G : allows ref struct where H : allows ref struct where I : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>(), TypeOf<F>(), TypeOf<G>(), TypeOf<H>(), TypeOf<I>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e, f, g, h, i) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4), At<F>(x, 5), At<G>(x, 6), At<H>(x, 7), At<I>(x, 8));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame), f(frame), g(frame), h(frame), i(frame));
        }
    }

    /// <summary>Adds a kernel of 10 parameters.</summary>
    public void Add<A, B, C, D, E, F, G, H, I, J>(string kernels, string method, Action<A, B, C, D, E, F, G, H, I, J> kernel)
        where A : allows ref struct where B : allows ref struct where C : allows ref struct where D : allows ref struct where E : allows ref struct
        where F : allows ref struct where G : allows ref struct where H : allows ref struct where I : allows ref struct where J : allows ref struct
    {
        Add(kernels, method, Bind, TypeOf<A>(), TypeOf<B>(), TypeOf<C>(), TypeOf<D>(), TypeOf<E>(), TypeOf<F>(), TypeOf<G>(), TypeOf<H>(), TypeOf<I>(), TypeOf<J>());

        BoundCall<T> Bind(object[] x)
        {
            var (a, b, c, d, e, f, g, h, i, j) = (At<A>(x, 0), At<B>(x, 1), At<C>(x, 2), At<D>(x, 3), At<E>(x, 4), At<F>(x, 5), At<G>(x, 6), At<H>(x, 7), At<I>(x, 8), At<J>(x, 9));
            return frame => kernel(a(frame), b(frame), c(frame), d(frame), e(frame), f(frame), g(frame), h(frame), i(frame), j(frame));
        }
    }

    private static Type TypeOf<TValue>()
        where TValue : allows ref struct => typeof(BoundArgument<T, TValue>);

    private static BoundArgument<T, TValue> At<TValue>(object[] arguments, int index)
        where TValue : allows ref struct => (BoundArgument<T, TValue>)arguments[index];
}
