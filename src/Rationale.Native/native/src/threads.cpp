#include "status.h"

#include <ATen/Parallel.h>

using namespace rationale;

int32_t rationale_threads() { return at::get_num_threads(); }

int32_t rationale_set_threads(int32_t threads) {
  return guarded([&] {
    TORCH_CHECK(threads >= 1, "the number of threads is ", threads, ", but it must be at least 1");
    at::set_num_threads(threads);
    return 0;
  });
}
