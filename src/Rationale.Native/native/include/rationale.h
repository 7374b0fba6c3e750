// libtorch behind a C ABI: tensors, every operator by its schema, autograd, random state, CUDA.
//
// Every function that can fail returns 0 or a count where it succeeds and -1 where it fails; rationale_error() then says why. No exception leaves
// this library. A tensor is an at::Tensor*, the same as the handle of TorchSharp, owned by whoever got it, and given back by
// rationale_tensor_release.
#pragma once

#include <stdint.h>

#ifdef _WIN32
#define RATIONALE_API extern "C" __declspec(dllexport)
#else
#define RATIONALE_API extern "C" __attribute__((visibility("default")))
#endif

typedef void* rationale_tensor;
typedef void* rationale_operator;

// What a value is. Numbers of types, layouts and memory formats are integers, as they are for the dispatcher itself.
typedef enum {
  RATIONALE_NONE = 0,
  RATIONALE_TENSOR = 1,
  RATIONALE_INTEGER = 2,
  RATIONALE_NUMBER = 3,
  RATIONALE_BOOLEAN = 4,
  RATIONALE_INTEGERS = 5,
  RATIONALE_NUMBERS = 6,
  RATIONALE_BOOLEANS = 7,
  RATIONALE_TENSORS = 8,
  RATIONALE_OPTIONAL_TENSORS = 9,
  RATIONALE_TEXT = 10,
  RATIONALE_DEVICE = 11,
} rationale_kind;

// One argument or result of an operator: 16 bytes, the same in C and C#.
typedef struct {
  int32_t kind;    // rationale_kind
  int32_t length;  // of a list or a text; the index of a device
  union {
    int64_t integer;  // an integer, a boolean, the type of a device
    double number;
    void* pointer;  // a tensor, or the first element of a list or a text
  };
} rationale_value;

// Status -------------------------------------------------------------------------------------------------------------------------------------------

// The message of the last failure on this thread, in UTF-8, without a stack; valid until the next failure.
RATIONALE_API const char* rationale_error();

// The version of libtorch that this library runs with, such as "1.13.1".
RATIONALE_API const char* rationale_version();

// Operators ----------------------------------------------------------------------------------------------------------------------------------------

// Finds an operator of the dispatcher, such as ("aten::addmm", "out"). The result lives as long as the process. Null where there is none.
RATIONALE_API rationale_operator rationale_find(const char* name, const char* overload);

// The schema of an operator as text, valid for the life of the process.
RATIONALE_API const char* rationale_schema(rationale_operator op);

// Calls an operator. Arguments that are left out at the end take the defaults of the schema. With capacity 0 results are dropped: that is how `out`
// operators are called without a new tensor.
// Returns the number of results. Lists among the results are given back by rationale_list_release.
RATIONALE_API int32_t rationale_call(rationale_operator op, const rationale_value* arguments, int32_t count, rationale_value* results, int32_t capacity);

RATIONALE_API void rationale_list_release(void* list);

// Programs -----------------------------------------------------------------------------------------------------------------------------------------

// A list of calls whose arguments are unpacked once and that run past autograd, one after another, in one crossing of the border.
RATIONALE_API void* rationale_program_create();
RATIONALE_API void rationale_program_release(void* program);

// Adds a call. Where `into` is not null, result number `result` is copied there: for operators that write into no tensor of the caller.
// The tensors are kept alive by the program.
RATIONALE_API int32_t rationale_program_add(
    void* program, rationale_operator op, const rationale_value* arguments, int32_t count, rationale_tensor into, int32_t result);

// Runs calls `from` to before `to`. A program runs on one thread at a time.
RATIONALE_API int32_t rationale_program_run(void* program, int32_t from, int32_t to);

// Tensors ------------------------------------------------------------------------------------------------------------------------------------------

// A tensor over memory of the caller, which must outlive it: no copy.
RATIONALE_API rationale_tensor rationale_tensor_over(void* data, const int64_t* sizes, int32_t dimensions, int32_t type);

// Another handle of the same tensor.
RATIONALE_API rationale_tensor rationale_tensor_share(rationale_tensor tensor);

RATIONALE_API void rationale_tensor_release(rationale_tensor tensor);

// Handles that have been made and not been given back, by this library, in the whole process.
RATIONALE_API int64_t rationale_tensor_live();

typedef struct {
  int64_t elements;
  int32_t dimensions;
  int32_t type;          // at::ScalarType
  int32_t device_type;   // at::DeviceType
  int32_t device_index;  // -1 for a device without number
  int32_t requires_grad;
  int32_t is_leaf;
  int32_t is_contiguous;
  int32_t is_defined;
} rationale_facts;

RATIONALE_API int32_t rationale_tensor_facts(rationale_tensor tensor, rationale_facts* facts);

// Copies up to `capacity` extents and strides; returns the number of dimensions.
RATIONALE_API int32_t rationale_tensor_sizes(rationale_tensor tensor, int64_t* sizes, int64_t* strides, int32_t capacity);

// The first element, on the device of the tensor. Null where it has no storage.
RATIONALE_API int32_t rationale_tensor_data(rationale_tensor tensor, void** data);

// Autograd -----------------------------------------------------------------------------------------------------------------------------------------

RATIONALE_API int32_t rationale_tensor_require_grad(rationale_tensor tensor, int32_t required);

// The gradient that backward has accumulated; null where there is none.
RATIONALE_API int32_t rationale_tensor_grad(rationale_tensor tensor, rationale_tensor* grad);

RATIONALE_API int32_t rationale_tensor_set_grad(rationale_tensor tensor, rationale_tensor grad);

// d(outputs)/d(inputs). cotangents may be null, or hold nulls for outputs of one element. Unused inputs give null where allow_unused, else an error.
RATIONALE_API int32_t rationale_grad(
    const rationale_tensor* outputs, const rationale_tensor* cotangents, int32_t output_count, const rationale_tensor* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, rationale_tensor* gradients);

// Accumulates into the gradients of inputs, or of all leaves where input_count is 0.
RATIONALE_API int32_t rationale_backward(
    const rationale_tensor* outputs, const rationale_tensor* cotangents, int32_t output_count, const rationale_tensor* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph);

// Of this thread.
RATIONALE_API int32_t rationale_grad_mode();
RATIONALE_API void rationale_set_grad_mode(int32_t enabled);

// Random numbers -----------------------------------------------------------------------------------------------------------------------------------

// Seeds the generators of the CPU and of every GPU.
RATIONALE_API int32_t rationale_seed(uint64_t seed);

// The state of the default generator of a device, as a tensor of bytes.
RATIONALE_API int32_t rationale_random_state(int32_t device_type, int32_t device_index, rationale_tensor* state);
RATIONALE_API int32_t rationale_set_random_state(int32_t device_type, int32_t device_index, rationale_tensor state);

// Threads ------------------------------------------------------------------------------------------------------------------------------------------

// Threads within one operator, for the calling thread.
RATIONALE_API int32_t rationale_threads();
RATIONALE_API int32_t rationale_set_threads(int32_t threads);

// CUDA ---------------------------------------------------------------------------------------------------------------------------------------------

// GPUs that can be used; 0 without CUDA.
RATIONALE_API int32_t rationale_cuda_devices();
RATIONALE_API int32_t rationale_cuda_synchronize(int32_t device);
RATIONALE_API int32_t rationale_cuda_set_tf32(int32_t allowed);

// Records what the body launches on a stream of its own, to be replayed in one launch.
RATIONALE_API int32_t rationale_cuda_graph_begin(int32_t device, void** graph);
RATIONALE_API int32_t rationale_cuda_graph_end(void* graph);
RATIONALE_API int32_t rationale_cuda_graph_replay(void* graph);
RATIONALE_API void rationale_cuda_graph_release(void* graph);
