// Tensors as handles.
#pragma once

#include "rationale.h"

#include <ATen/ATen.h>

#include <vector>

namespace rationale {

// A handle of a tensor that the caller will own; null for an undefined tensor.
rationale_tensor hand_out(at::Tensor tensor);

inline at::Tensor& tensor_of(rationale_tensor handle) { return *static_cast<at::Tensor*>(handle); }

// Null handles become undefined tensors.
inline std::vector<at::Tensor> tensors_of(const rationale_tensor* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    tensors.push_back(handles != nullptr && handles[i] != nullptr ? tensor_of(handles[i]) : at::Tensor());
  }

  return tensors;
}

}  // namespace rationale
