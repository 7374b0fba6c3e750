#include "handles.h"
#include "status.h"

#include <atomic>

namespace rationale {

namespace {
std::atomic<int64_t> live{0};
}

rationale_tensor hand_out(at::Tensor tensor) {
  if (!tensor.defined()) {
    return nullptr;
  }

  auto* handle = new at::Tensor(std::move(tensor));
  live.fetch_add(1, std::memory_order_relaxed);
  return handle;
}

}  // namespace rationale

using namespace rationale;

rationale_tensor rationale_tensor_over(void* data, const int64_t* sizes, int32_t dimensions, int32_t type) {
  rationale_tensor result = nullptr;
  guarded([&] {
    result = hand_out(at::from_blob(data, at::IntArrayRef(sizes, dimensions), at::TensorOptions(static_cast<at::ScalarType>(type))));
    return 0;
  });
  return result;
}

rationale_tensor rationale_tensor_share(rationale_tensor tensor) { return hand_out(tensor_of(tensor)); }

void rationale_tensor_release(rationale_tensor tensor) {
  guarded([&] {
    if (tensor != nullptr) {
      delete static_cast<at::Tensor*>(tensor);
      live.fetch_sub(1, std::memory_order_relaxed);
    }

    return 0;
  });
}

int64_t rationale_tensor_live() { return live.load(std::memory_order_relaxed); }

int32_t rationale_tensor_facts(rationale_tensor tensor, rationale_facts* facts) {
  return guarded([&] {
    const auto& value = tensor_of(tensor);
    facts->is_defined = value.defined();
    facts->elements = value.numel();
    facts->dimensions = static_cast<int32_t>(value.dim());
    facts->type = static_cast<int32_t>(value.scalar_type());
    facts->device_type = static_cast<int32_t>(value.device().type());
    facts->device_index = value.device().index();
    facts->requires_grad = value.requires_grad();
    facts->is_leaf = value.is_leaf();
    facts->is_contiguous = value.is_contiguous();
    return 0;
  });
}

int32_t rationale_tensor_sizes(rationale_tensor tensor, int64_t* sizes, int64_t* strides, int32_t capacity) {
  return guarded([&] {
    const auto& value = tensor_of(tensor);
    const auto dimensions = static_cast<int32_t>(value.dim());
    for (int32_t i = 0; i < std::min(dimensions, capacity); i++) {
      sizes[i] = value.size(i);
      strides[i] = value.stride(i);
    }

    return dimensions;
  });
}

int32_t rationale_tensor_data(rationale_tensor tensor, void** data) {
  return guarded([&] {
    *data = tensor_of(tensor).data_ptr();
    return 0;
  });
}
