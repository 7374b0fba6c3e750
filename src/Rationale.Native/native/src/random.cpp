#include "handles.h"
#include "status.h"

#include <ATen/Context.h>

#include <mutex>

using namespace rationale;

namespace {

at::Generator generator_of(int32_t device_type, int32_t device_index) {
  return at::globalContext().defaultGenerator(c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index)));
}

}  // namespace

int32_t rationale_seed(uint64_t seed) {
  return guarded([&] {
    at::manual_seed(seed);
    return 0;
  });
}

int32_t rationale_random_state(int32_t device_type, int32_t device_index, rationale_tensor* state) {
  return guarded([&] {
    auto generator = generator_of(device_type, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    *state = hand_out(generator.get_state());
    return 0;
  });
}

int32_t rationale_set_random_state(int32_t device_type, int32_t device_index, rationale_tensor state) {
  return guarded([&] {
    auto generator = generator_of(device_type, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(tensor_of(state));
    return 0;
  });
}
