#!/usr/bin/env python3
"""Writes the safetensors fixture of the tests from the format's description alone: no safetensors package, no numpy.

    python3 tests/reference/write_safetensors.py tests/Rationale.Tests/Storage/Fixtures/python.safetensors
"""
import json
import struct
import sys


def bfloat16(value):
    return struct.pack("<f", value)[2:]  # exact for the values used here


TENSORS = [  # name, dtype, shape, bytes
    ("hidden.weight", "F32", [2, 3], struct.pack("<6f", 0.0, 1.5, -2.25, 3.0e38, 1.0e-45, -0.0)),
    ("hidden.bias", "F64", [2], struct.pack("<2d", 0.1, -1.0e300)),
    ("step", "I64", [], struct.pack("<q", -(2**53) - 1)),
    ("classes", "I32", [3], struct.pack("<3i", -1, 0, 2**31 - 1)),
    ("image", "U8", [2, 2], bytes([0, 1, 128, 255])),
    ("half", "F16", [3], struct.pack("<3e", 0.5, -65504.0, 6.0e-8)),
    ("brain", "BF16", [2], bfloat16(1.0) + bfloat16(-2.5)),
    ("empty", "F32", [0, 4], b""),
]


def main(path):
    header = {"__metadata__": {"writer": "python", "umlaut": "Grüße \"quoted\""}}
    data = b""
    for name, dtype, shape, content in TENSORS:
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


main(sys.argv[1])
