// Uses the whole C ABI over and over, failures included, and says what is left: eng/check-native-leaks.sh builds it with address sanitizer, whose report at
// the end of the process counts what nobody can reach any more.
//
//   leaks <rounds>
//
// Prints the handles that are alive and the bytes by which the heap has grown since a tenth of the rounds. Ends with 1 where a call did what it should not.
#include "rationale.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

// Of address sanitizer, whose headers not every compiler brings.
extern "C" size_t __sanitizer_get_current_allocated_bytes();

namespace {

constexpr int32_t kFloat = 6;
constexpr int32_t kLong = 4;
constexpr int32_t kCpu = 0;

void require(bool held, const char* what) {
  if (!held) {
    std::fprintf(stderr, "%s: %s\n", what, rationale_error());
    std::exit(1);
  }
}

void fails(int32_t status, const char* with) {
  if (status != -1 || std::strstr(rationale_error(), with) == nullptr) {
    std::fprintf(stderr, "a failure with '%s' was expected, but the status is %d and the message '%s'\n", with, status, rationale_error());
    std::exit(1);
  }
}

// A handle that is given back at the end of its block.
class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(rationale_tensor handle) : handle_(handle) {}
  Tensor(Tensor&& other) : handle_(other.handle_) { other.handle_ = nullptr; }
  ~Tensor() { rationale_tensor_release(handle_); }

  rationale_tensor get() const { return handle_; }
  rationale_tensor* place() { return &handle_; }

  operator rationale_value() const {
    rationale_value value{RATIONALE_TENSOR, 0, {}};
    value.pointer = handle_;
    return value;
  }

 private:
  rationale_tensor handle_ = nullptr;
};

rationale_value integer(int64_t number) {
  rationale_value value{RATIONALE_INTEGER, 0, {}};
  value.integer = number;
  return value;
}

rationale_value integers(std::vector<int64_t>& numbers) {
  rationale_value value{RATIONALE_INTEGERS, static_cast<int32_t>(numbers.size()), {}};
  value.pointer = numbers.data();
  return value;
}

rationale_value tensors(std::vector<rationale_tensor>& handles, rationale_kind kind = RATIONALE_TENSORS) {
  rationale_value value{kind, static_cast<int32_t>(handles.size()), {}};
  value.pointer = handles.data();
  return value;
}

rationale_operator find(const char* name, const char* overload = "") {
  const auto op = rationale_find(name, overload);
  require(op != nullptr, name);
  return op;
}

// The first result of a call.
Tensor call(const char* name, std::vector<rationale_value> arguments, const char* overload = "") {
  rationale_value result;
  require(rationale_call(find(name, overload), arguments.data(), static_cast<int32_t>(arguments.size()), &result, 1) == 1, name);
  return Tensor(result.pointer);
}

Tensor ones(int64_t rows, int64_t columns) {
  std::vector<int64_t> sizes{rows, columns};
  return call("aten::ones", {integers(sizes)});
}

void calls() {
  const auto x = ones(4, 3);
  const auto y = call("aten::add", {x, x}, "Tensor");

  // Without a new handle, as `out` operators are called; a result may also just be dropped.
  rationale_value arguments[] = {x, y, integer(1), y};
  require(rationale_call(find("aten::add", "out"), arguments, 4, nullptr, 0) == 0, "add.out");
  require(rationale_call(find("aten::mul", "Tensor"), arguments, 2, nullptr, 0) == 0, "mul");

  // Lists in and out, and tensors that may be missing.
  std::vector<rationale_tensor> both{x.get(), y.get()};
  const auto joined = call("aten::cat", {tensors(both), integer(0)});
  const rationale_value argument = joined;
  rationale_value list;
  require(rationale_call(find("aten::unbind", "int"), &argument, 1, &list, 1) == 1 && list.length == 8, "unbind");
  for (int32_t i = 0; i < list.length; i++) {
    rationale_tensor_release(static_cast<rationale_tensor*>(list.pointer)[i]);
  }

  rationale_list_release(list.pointer);
  int64_t places[] = {1, 0};
  const int64_t two[] = {2};
  const Tensor chosen(rationale_tensor_over(places, two, 1, kLong));
  std::vector<rationale_tensor> index{nullptr, chosen.get()};
  call("aten::index", {x, tensors(index, RATIONALE_OPTIONAL_TENSORS)}, "Tensor");

  // Two results, of which one is taken.
  call("aten::max", {x, integer(1)}, "dim");
}

void failures() {
  const auto x = ones(4, 3);
  rationale_value arguments[] = {x, x, integer(1), integer(2), integer(3)};
  rationale_value result;
  fails(rationale_call(find("aten::mm"), arguments, 2, &result, 1), "shapes");
  fails(rationale_call(find("aten::mm"), arguments, 1, &result, 1), "missing");
  fails(rationale_call(find("aten::mm"), arguments, 5, &result, 1), "too many");
  fails(rationale_call(find("aten::mm"), arguments + 2, 2, &result, 1), "");
  arguments[0].kind = 99;
  fails(rationale_call(find("aten::mm"), arguments, 2, &result, 1), "unknown kind");
  fails(rationale_tensor_require_grad(call("aten::gt", {x, x}, "Tensor").get(), 1), "floating");

  // A name that nobody has asked for before.
  static std::atomic<int32_t> number{0};
  require(rationale_find(("aten::nothing" + std::to_string(number++)).c_str(), "") == nullptr, "an operator that is not there");
}

void differentiation() {
  const auto x = ones(4, 3);
  const auto w = ones(3, 2);
  require(rationale_tensor_require_grad(x.get(), 1) == 0 && rationale_tensor_require_grad(w.get(), 1) == 0, "require_grad");
  const auto s = call("aten::sum", {call("aten::tanh", {call("aten::mm", {x, w})})});
  const rationale_tensor outputs[] = {s.get()}, inputs[] = {x.get()};

  // The gradient of a gradient: what right reasons are made of.
  Tensor gradient;
  require(rationale_grad(outputs, nullptr, 1, inputs, 1, 1, 1, 0, gradient.place()) == 0, "grad");
  const auto penalty = call("aten::sum", {call("aten::mul", {gradient, gradient}, "Tensor")});
  const rationale_tensor losses[] = {penalty.get()}, leaves[] = {w.get()};
  require(rationale_backward(losses, nullptr, 1, leaves, 1, 0, 0) == 0, "backward");
  {
    Tensor accumulated;
    require(rationale_tensor_grad(w.get(), accumulated.place()) == 0 && accumulated.get() != nullptr, "grad of a leaf");
  }

  require(rationale_tensor_set_grad(w.get(), nullptr) == 0, "set_grad");

  // A graph that is gone, and an input that nothing depends on.
  fails(rationale_backward(losses, nullptr, 1, nullptr, 0, 0, 0), "second time");
  const auto other = ones(1, 1);
  require(rationale_tensor_require_grad(other.get(), 1) == 0, "require_grad");
  const auto sum = call("aten::sum", {w});
  const rationale_tensor sums[] = {sum.get()}, unused[] = {other.get()};
  Tensor none;
  fails(rationale_grad(sums, nullptr, 1, unused, 1, 1, 0, 0, none.place()), "not have been used");
  require(rationale_grad(sums, nullptr, 1, unused, 1, 1, 0, 1, none.place()) == 0 && none.get() == nullptr, "an input that is not used");
}

void programs() {
  const auto x = ones(8, 8);
  const auto y = ones(8, 8);
  const auto small = ones(2, 2);
  auto* program = rationale_program_create();
  const rationale_value product[] = {x, x, y}, wrong[] = {x, small, y}, one[] = {x};
  require(rationale_program_add(program, find("aten::mm", "out"), product, 3, nullptr, 0) == 0, "add");
  require(rationale_program_add(program, find("aten::relu"), one, 1, y.get(), 0) == 0, "add");
  require(rationale_program_run(program, 0, 2) == 2 && rationale_program_run(program, 1, 2) == 1, "run");
  fails(rationale_program_add(program, find("aten::mm", "out"), product, 1, nullptr, 0), "missing");
  fails(rationale_program_run(program, 0, 9), "program of 2");

  // A step that fails in the middle, and one after it.
  require(rationale_program_add(program, find("aten::mm", "out"), wrong, 3, nullptr, 0) == 0, "add");
  fails(rationale_program_run(program, 0, 3), "shapes");
  require(rationale_program_run(program, 0, 2) == 2, "run after a failure");
  rationale_program_release(program);
}

void handles() {
  float memory[6] = {};
  const int64_t sizes[] = {2, 3};
  const Tensor over(rationale_tensor_over(memory, sizes, 2, kFloat));
  const Tensor shared(rationale_tensor_share(over.get()));
  rationale_facts facts;
  int64_t extents[4], strides[4];
  void* data = nullptr;
  require(rationale_tensor_facts(shared.get(), &facts) == 0 && facts.elements == 6, "facts");
  require(rationale_tensor_sizes(shared.get(), extents, strides, 4) == 2, "sizes");
  require(rationale_tensor_data(shared.get(), &data) == 0 && data == memory, "data");
  Tensor state;
  require(rationale_seed(3) == 0 && rationale_random_state(kCpu, -1, state.place()) == 0, "random state");
  require(rationale_set_random_state(kCpu, -1, state.get()) == 0, "set random state");
  fails(rationale_set_random_state(kCpu, -1, over.get()), "");
}

void modes() {
  const auto before = rationale_grad_mode();
  rationale_set_grad_mode(0);
  const auto x = ones(2, 2);
  require(rationale_tensor_require_grad(x.get(), 1) == 0, "require_grad");
  rationale_facts facts;
  require(rationale_tensor_facts(call("aten::neg", {x}).get(), &facts) == 0 && facts.requires_grad == 0, "a graph that nobody wants");
  rationale_set_grad_mode(before);
  require(rationale_threads() >= 1 && rationale_version()[0] != 0 && std::strstr(rationale_schema(find("aten::neg")), "neg") != nullptr, "facts about the library");
}

void everything() {
  calls();
  failures();
  differentiation();
  programs();
  handles();
  modes();
}

}  // namespace

int main(int count, char** arguments) {
  const auto rounds = count == 2 ? std::atoi(arguments[1]) : 0;
  if (rounds < 10) {
    std::fprintf(stderr, "leaks <rounds>, at least 10\n");
    return 1;
  }

  rationale_set_threads(1);
  size_t before = 0;
  for (int32_t round = 0; round < rounds; round++) {
    if (round == rounds / 10) {
      before = __sanitizer_get_current_allocated_bytes();
    }

    // By a thread of its own as well: messages and modes are kept for each.
    everything();
    std::thread(everything).join();
  }

  const auto after = __sanitizer_get_current_allocated_bytes();
  std::printf("alive %lld grown %lld\n", static_cast<long long>(rationale_tensor_live()), static_cast<long long>(after) - static_cast<long long>(before));
  return 0;
}
