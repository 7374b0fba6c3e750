// GPUs. Without CUDA in libtorch every function but the count says so.
#include "status.h"

#include <ATen/Context.h>

#ifdef RATIONALE_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <memory>
#endif

using namespace rationale;

#ifdef RATIONALE_CUDA

namespace {

// Graphs are captured on a stream of the pool: the default stream cannot be captured.
struct Graph {
  explicit Graph(int32_t device) : stream(c10::cuda::getStreamFromPool(false, static_cast<c10::DeviceIndex>(device))) {}

  c10::cuda::CUDAStream stream;
  at::cuda::CUDAGraph graph;
  std::unique_ptr<c10::cuda::CUDAStreamGuard> capturing;
};

}  // namespace

int32_t rationale_cuda_devices() { return c10::cuda::device_count(); }

int32_t rationale_cuda_synchronize(int32_t device) {
  return guarded([&] {
    c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(device));
    c10::cuda::device_synchronize();
    return 0;
  });
}

int32_t rationale_cuda_graph_begin(int32_t device, void** graph) {
  return guarded([&] {
    c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(device));
    c10::cuda::device_synchronize();
    auto made = std::make_unique<Graph>(device);
    made->capturing = std::make_unique<c10::cuda::CUDAStreamGuard>(made->stream);
    made->graph.capture_begin();
    *graph = made.release();
    return 0;
  });
}

int32_t rationale_cuda_graph_end(void* graph) {
  return guarded([&] {
    auto* made = static_cast<Graph*>(graph);
    // The guard goes, whether or not the capture ends well.
    const auto capturing = std::move(made->capturing);
    made->graph.capture_end();
    return 0;
  });
}

int32_t rationale_cuda_graph_replay(void* graph) {
  return guarded([&] {
    static_cast<Graph*>(graph)->graph.replay();
    return 0;
  });
}

void rationale_cuda_graph_release(void* graph) {
  guarded([&] {
    delete static_cast<Graph*>(graph);
    return 0;
  });
}

#else

namespace {

int32_t without_cuda() {
  fail("this libtorch was built without CUDA");
  return -1;
}

}  // namespace

int32_t rationale_cuda_devices() { return 0; }

int32_t rationale_cuda_synchronize(int32_t) { return without_cuda(); }

int32_t rationale_cuda_graph_begin(int32_t, void**) { return without_cuda(); }

int32_t rationale_cuda_graph_end(void*) { return without_cuda(); }

int32_t rationale_cuda_graph_replay(void*) { return without_cuda(); }

void rationale_cuda_graph_release(void*) {}

#endif

int32_t rationale_cuda_set_tf32(int32_t allowed) {
  return guarded([&] {
    at::globalContext().setAllowTF32CuBLAS(allowed != 0);
    at::globalContext().setAllowTF32CuDNN(allowed != 0);
    return 0;
  });
}
