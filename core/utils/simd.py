"""A vector of float32 lanes for numba, made of a few LLVM intrinsics: no C compiler is needed."""

# numba hands the generators below things that have no types.
# pyright: reportUnknownLambdaType=false

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

F = TypeVar("F", bound=Callable[..., Any])

LEAST_EXPONENT = -64.0
"""exp2 answers 2**-64 below: nothing in a sum of colours, and far from slow denormal numbers."""


def compiled(function: F) -> F:
    """Compile a function that releases the GIL, kept on disk where a folder for that can be written."""
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        return cast(F, njit(cache=True, **options)(function))
    except RuntimeError:  # numba found no folder to keep it in: compile it each time
        return cast(F, njit(**options)(function))


class Lanes(types.Type):
    """The numba type of n float32 lanes."""

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__(name=f"float32x{n}")


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, lanes: Lanes) -> None:
        super().__init__(manager, lanes, ir.VectorType(ir.FloatType(), lanes.n))


@intrinsic
def pointer_to_floats(context: Any, address: Any) -> Any:
    """A memory address (int64) as a pointer to float32."""

    def generate(_context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], ir.FloatType().as_pointer())

    return types.CPointer(types.float32)(types.int64), generate


@intrinsic
def pointer_to_integers(context: Any, address: Any) -> Any:
    """A memory address (int64) as a pointer to int64."""

    def generate(_context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())

    return types.CPointer(types.int64)(types.int64), generate


def vector_operations(n: int) -> SimpleNamespace:
    """Operations on n lanes, for functions that numba compiles.

    splat(x)            x in each lane
    iota()              0, 1, 2 ...
    load(a, i)          lanes from a flat array or pointer, no alignment needed
    load_some(a, i, m)  the first m lanes, which may be more than n; zeros in the rest, which are not read
    store(a, i, x)      lanes into a flat array; store_whole(a, i, x) as int32
    store_words(a, i, red, green, blue)  colours 0..1, clamped, as 32-bit words: 255, red, green, blue
    add sub mul div, minimum maximum, sqrt floor magnitude; fma(x, y, z) = x * y + z
    exp2(x)             2**x, 2**LEAST_EXPONENT below; exp2_in_range(x) for -126 < x < 127
    log2_above(x)       log2(x) or up to 0.09 more, for x > 0
    total(x)            sum of the lanes
    """
    lanes = Lanes(n)
    floats = ir.VectorType(ir.FloatType(), n)
    integers = ir.VectorType(ir.IntType(32), n)

    def constant(x: float) -> Any:
        return ir.Constant(floats, [x] * n)

    def whole(x: int) -> Any:
        return ir.Constant(integers, [x] * n)

    def call(b: Any, name: str, *arguments: Any) -> Any:
        kind = ir.FunctionType(floats, [floats] * len(arguments))
        return b.call(cgutils.get_or_insert_function(b.module, kind, f"llvm.{name}.v{n}f32"), list(arguments))

    def least(b: Any, x: Any, y: Any) -> Any:
        return b.select(b.fcmp_ordered("<", x, y), x, y)

    def largest(b: Any, x: Any, y: Any) -> Any:
        return b.select(b.fcmp_ordered(">", x, y), x, y)

    def spread(b: Any, x: Any, kind: Any) -> Any:
        undefined = ir.Constant(kind, ir.Undefined)
        first = b.insert_element(undefined, x, ir.Constant(ir.IntType(32), 0))
        return b.shuffle_vector(first, undefined, whole(0))

    def address(context: Any, b: Any, kind: Any, array: Any, i: Any, to: Any) -> Any:
        data = array if isinstance(kind, types.CPointer) else context.make_array(kind)(context, b, array).data
        return b.bitcast(b.gep(data, [i]), to.as_pointer())

    def put(context: Any, b: Any, signature: Any, a: Any, value: Any, to: Any) -> Any:
        stored = b.store(value, address(context, b, signature.args[0], a[0], a[1], to))
        stored.align = 4
        return context.get_dummy_value()

    def power(b: Any, x: Any) -> Any:
        # Split into a whole power and 2**f, |f| <= 1/2: a Chebyshev fit of degree 5, relative error 1.0e-7.
        magic = constant(12582912.0)  # 1.5 * 2**23 rounds to a whole number
        z = b.fadd(x, magic)
        f = b.fsub(x, b.fsub(z, magic))
        p = constant(0.00133909)
        for c in (0.00967603, 0.05550357, 0.24022107, 0.69314719, 1.00000008):
            p = call(b, "fma", p, f, constant(c))
        exponent = b.shl(b.bitcast(z, integers), whole(23))
        return b.bitcast(b.add(b.bitcast(p, integers), exponent), floats)

    def logarithm(b: Any, x: Any) -> Any:
        # The bits of a float, as a whole number, are its logarithm, linear between the powers of two: up to
        # 0.0861 too small there.
        bits = b.sitofp(b.bitcast(x, integers), floats)
        return b.fsub(b.fmul(bits, constant(2.0**-23)), constant(127 - 0.0861))

    def on_lanes(count: int, generate: Callable[..., Any]) -> Any:
        """An operation from `count` lanes to lanes: generate(builder, *lanes)."""
        if count == 1:

            @intrinsic
            def one(context: Any, x: Any) -> Any:
                return lanes(lanes), lambda _c, b, _s, a: generate(b, *a)

            return one
        if count == 2:

            @intrinsic
            def two(context: Any, x: Any, y: Any) -> Any:
                return lanes(lanes, lanes), lambda _c, b, _s, a: generate(b, *a)

            return two

        @intrinsic
        def three(context: Any, x: Any, y: Any, z: Any) -> Any:
            return lanes(lanes, lanes, lanes), lambda _c, b, _s, a: generate(b, *a)

        return three

    @intrinsic
    def splat(context: Any, x: Any) -> Any:
        return lanes(types.float32), lambda _c, b, _s, a: spread(b, a[0], floats)

    @intrinsic
    def iota(context: Any) -> Any:
        return lanes(), lambda _c, _b, _s, _a: ir.Constant(floats, [float(i) for i in range(n)])

    @intrinsic
    def load(context: Any, array: Any, i: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            value = b.load(address(context, b, signature.args[0], a[0], a[1], floats))
            value.align = 4
            return value

        return lanes(array, types.intp), generate

    @intrinsic
    def load_some(context: Any, array: Any, i: Any, count: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            wide = spread(b, b.trunc(a[2], ir.IntType(32)), integers)
            mask = b.icmp_signed("<", ir.Constant(integers, list(range(n))), wide)
            pointer = floats.as_pointer()
            kind = ir.FunctionType(floats, [pointer, ir.IntType(32), mask.type, floats])
            name = f"llvm.masked.load.v{n}f32.p0"
            function = cgutils.get_or_insert_function(b.module, kind, name)
            at = address(context, b, signature.args[0], a[0], a[1], floats)
            return b.call(function, [at, ir.Constant(ir.IntType(32), 4), mask, constant(0.0)])

        return lanes(array, types.intp, types.intp), generate

    @intrinsic
    def store(context: Any, array: Any, i: Any, value: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            return put(context, b, signature, a, a[2], floats)

        return types.void(array, types.intp, lanes), generate

    @intrinsic
    def store_whole(context: Any, array: Any, i: Any, value: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            return put(context, b, signature, a, b.fptosi(a[2], integers), integers)

        return types.void(array, types.intp, lanes), generate

    @intrinsic
    def store_words(context: Any, array: Any, i: Any, red: Any, green: Any, blue: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            word = whole(255)
            for colour in a[2:]:
                level = call(b, "fma", colour, constant(255.0), constant(0.5))
                level = least(b, largest(b, level, constant(0.0)), constant(255.0))
                word = b.or_(b.shl(word, whole(8)), b.fptosi(level, integers))
            return put(context, b, signature, a, word, integers)

        return types.void(array, types.intp, lanes, lanes, lanes), generate

    @intrinsic
    def total(context: Any, x: Any) -> Any:
        def generate(_context: Any, b: Any, signature: Any, a: Any) -> Any:
            kind = ir.FunctionType(ir.FloatType(), [ir.FloatType(), floats])
            reduce = cgutils.get_or_insert_function(b.module, kind, f"llvm.vector.reduce.fadd.v{n}f32")
            return b.call(reduce, [ir.Constant(ir.FloatType(), 0.0), a[0]], fastmath=("reassoc",))

        return types.float32(lanes), generate

    return SimpleNamespace(
        splat=splat,
        iota=iota,
        load=load,
        load_some=load_some,
        store=store,
        store_whole=store_whole,
        store_words=store_words,
        add=on_lanes(2, lambda b, x, y: b.fadd(x, y)),
        sub=on_lanes(2, lambda b, x, y: b.fsub(x, y)),
        mul=on_lanes(2, lambda b, x, y: b.fmul(x, y)),
        div=on_lanes(2, lambda b, x, y: b.fdiv(x, y)),
        minimum=on_lanes(2, least),
        maximum=on_lanes(2, largest),
        sqrt=on_lanes(1, lambda b, x: call(b, "sqrt", x)),
        floor=on_lanes(1, lambda b, x: call(b, "floor", x)),
        magnitude=on_lanes(1, lambda b, x: call(b, "fabs", x)),
        fma=on_lanes(3, lambda b, x, y, z: call(b, "fma", x, y, z)),
        exp2=on_lanes(1, lambda b, x: power(b, largest(b, x, constant(LEAST_EXPONENT)))),
        exp2_in_range=on_lanes(1, power),
        log2_above=on_lanes(1, logarithm),
        total=total,
    )
