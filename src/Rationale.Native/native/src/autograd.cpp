#include "handles.h"
#include "status.h"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace rationale;

int32_t rationale_tensor_require_grad(rationale_tensor tensor, int32_t required) {
  return guarded([&] {
    tensor_of(tensor).set_requires_grad(required != 0);
    return 0;
  });
}

int32_t rationale_tensor_grad(rationale_tensor tensor, rationale_tensor* grad) {
  return guarded([&] {
    *grad = hand_out(tensor_of(tensor).grad());
    return 0;
  });
}

int32_t rationale_tensor_set_grad(rationale_tensor tensor, rationale_tensor grad) {
  return guarded([&] {
    tensor_of(tensor).mutable_grad() = grad == nullptr ? at::Tensor() : tensor_of(grad);
    return 0;
  });
}

int32_t rationale_grad(
    const rationale_tensor* outputs, const rationale_tensor* cotangents, int32_t output_count, const rationale_tensor* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, rationale_tensor* gradients) {
  return guarded([&] {
    const auto found = torch::autograd::grad(
        tensors_of(outputs, output_count), tensors_of(inputs, input_count), tensors_of(cotangents, output_count), retain_graph != 0, create_graph != 0,
        allow_unused != 0);
    for (int32_t i = 0; i < input_count; i++) {
      gradients[i] = hand_out(found[i]);
    }

    return 0;
  });
}

int32_t rationale_backward(
    const rationale_tensor* outputs, const rationale_tensor* cotangents, int32_t output_count, const rationale_tensor* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(
        tensors_of(outputs, output_count), tensors_of(cotangents, output_count), retain_graph != 0, create_graph != 0, tensors_of(inputs, input_count));
    return 0;
  });
}

int32_t rationale_grad_mode() { return at::GradMode::is_enabled(); }

void rationale_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }
