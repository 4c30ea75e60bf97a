"""The bundled model as an ONNX graph: numbers of pieces in; out come the mean of their last states, and states before.

A plain BERT encoder (Devlin et al. 2019; multilingual-e5-small, Wang et al. 2024). The weights stay in the 4 bits of
the package, and activations are rounded to 8 bits in the same blocks, as its own engine does: the operators of ONNX
Runtime (`com.microsoft`, docs/ContribOperators.md of that project) do the same sums with more of the processor.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from retrieval.model.files import NUMBERS, SPACE, TOKENS, VECTOR
from retrieval.model.packed import BLOCK, Packed
from retrieval.model.space import Space

_VENDOR = "com.microsoft"
_OPERATORS, _FORMAT = 21, 10
"""Versions that ONNX Runtime 1.23 and later read."""
_IN_8_BITS = 4
"""`accuracy_level` of MatMulNBits: activations rounded to int8."""
_LAYER_OF_TOKENS = 10
"""After so many layers states still tell of their own word: matched one by one they find more than after all twelve."""


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.stored: list[onnx.TensorProto] = []

    def store(self, name: str, values: NDArray[np.generic]) -> str:
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def store_int4(self, name: str, packed: NDArray[np.uint8], shape: tuple[int, int]) -> str:
        self.stored.append(helper.make_tensor(name, onnx.TensorProto.INT4, shape, packed.tobytes(), raw=True))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: float) -> str:
        node = helper.make_node(kind, inputs, [output], domain=domain)
        node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())
        self.nodes.append(node)
        return output


def encoder_graph(packed: Packed, kept: NDArray[np.int64], space: Space | None) -> onnx.ModelProto:
    """The model for the pieces that are kept, by their position in `kept`.

    Args:
        packed: the weights.
        kept: numbers of pieces.
        space: what states of tokens are turned into; None leaves them as they are.
    """
    graph, sizes = _Graph(), packed.sizes
    state = _embedded(graph, packed, kept)
    for layer in range(sizes.layers):
        state = _layer(graph, packed, f"l{layer}", state)
        if layer + 1 == _LAYER_OF_TOKENS:
            _tokens(graph, state, space)
    graph.add("ReduceMean", [state, graph.store("over_tokens", np.array([1], np.int64))], VECTOR, keepdims=0)
    made = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(NUMBERS, onnx.TensorProto.INT64, [1, "tokens"])],
        [
            helper.make_tensor_value_info(VECTOR, onnx.TensorProto.FLOAT, [1, sizes.hidden]),
            helper.make_tensor_value_info(
                TOKENS, onnx.TensorProto.FLOAT, [1, "tokens", space.size if space else sizes.hidden]
            ),
        ],
        graph.stored,
    )
    versions = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_VENDOR, 1)]
    model = helper.make_model(made, opset_imports=versions, ir_version=_FORMAT)
    model.metadata_props.add(key=SPACE, value=space.fingerprint if space else "")
    return model


def _embedded(graph: _Graph, packed: Packed, kept: NDArray[np.int64]) -> str:
    """Words, places and the one type of segment there is, normalised."""
    hidden = packed.sizes.hidden
    words = packed.matrix("emb.word", hidden)
    signed = _pairs(words.nibbles[kept] ^ np.uint8(8))  # 4 bits in two's complement: less 8
    word = graph.store_int4("words", signed, (len(kept), hidden))
    scales = graph.store("word_scales", words.scales[kept])
    graph.add(
        "GatherBlockQuantized", [word, NUMBERS, scales], "of_words",
        domain=_VENDOR, block_size=BLOCK, gather_axis=0, quantize_axis=1,
    )  # fmt: skip
    kind = packed.numbers("emb.type").reshape(-1, hidden)[0]
    places = graph.store("places", packed.numbers("emb.pos").reshape(-1, hidden) + kind)
    zero = graph.store("zero", np.array([0], np.int64))
    tokens = graph.add("Shape", [NUMBERS], "tokens", start=1, end=2)
    placed = graph.add("Slice", [places, zero, tokens, zero], "of_places")
    summed = graph.add("Add", ["of_words", placed], "embedded")
    norm = [graph.store(f"emb.{part}", packed.numbers(f"emb.ln.{part}")) for part in "wb"]
    return graph.add("LayerNormalization", [summed, *norm], "state", axis=-1, epsilon=packed.sizes.epsilon)


def _tokens(graph: _Graph, state: str, space: Space | None) -> None:
    if space is None:
        graph.add("Identity", [state], TOKENS)
        return
    centred = graph.add("Sub", [state, graph.store("space.mean", space.mean)], "tokens.centred")
    turned = graph.add("MatMul", [centred, graph.store("space.turn", space.turn)], "tokens.turned")
    graph.add("LpNormalization", [turned], TOKENS, axis=-1, p=2)


def _layer(graph: _Graph, packed: Packed, layer: str, state: str) -> str:
    sizes = packed.sizes
    asked = [_product(graph, packed, f"{layer}.{part}", state, sizes.hidden) for part in "qkv"]
    heeded = graph.add("MultiHeadAttention", asked, f"{layer}.heeded", domain=_VENDOR, num_heads=sizes.heads)
    told = _product(graph, packed, f"{layer}.ao", heeded, sizes.hidden)
    state = _normalised_sum(graph, packed, f"{layer}.aln", state, told)
    wide = _product(graph, packed, f"{layer}.fi", state, sizes.hidden)
    bent = graph.add("Gelu", [wide], f"{layer}.bent", domain=_VENDOR)
    narrow = _product(graph, packed, f"{layer}.fo", bent, sizes.inner)
    return _normalised_sum(graph, packed, f"{layer}.oln", state, narrow)


def _product(graph: _Graph, packed: Packed, name: str, state: str, columns: int) -> str:
    weights = packed.matrix(f"{name}.w", columns)
    rows = len(weights.nibbles)
    stored = graph.store(f"{name}.w", _pairs(weights.nibbles).reshape(rows, -1, BLOCK // 2))
    scales = graph.store(f"{name}.scales", weights.scales.reshape(-1))
    bias = graph.store(f"{name}.b", packed.numbers(f"{name}.b"))
    return graph.add(
        "MatMulNBits", [state, stored, scales, "", "", bias], f"{name}.out",
        domain=_VENDOR, K=columns, N=rows, bits=4, block_size=BLOCK, accuracy_level=_IN_8_BITS,
    )  # fmt: skip


def _normalised_sum(graph: _Graph, packed: Packed, name: str, one: str, other: str) -> str:
    norm = [graph.store(f"{name}.{part}", packed.numbers(f"{name}.{part}")) for part in "wb"]
    inputs = [one, other, *norm]
    return graph.add("SkipLayerNormalization", inputs, f"{name}.out", domain=_VENDOR, epsilon=packed.sizes.epsilon)


def _pairs(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two neighbours a byte, the first one low."""
    return np.asarray(nibbles[..., 0::2] | (nibbles[..., 1::2] << 4), dtype=np.uint8)
