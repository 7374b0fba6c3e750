#include "dispatch.h"
#include "handles.h"
#include "status.h"


namespace rationale {

namespace {

// A call whose arguments have been unpacked once.
struct Step {
  const Operator* op;
  torch::jit::Stack arguments;
  at::Tensor into;  // where a result is copied; undefined where the operator writes into its arguments
  int32_t result;
};

struct Program {
  std::vector<Step> steps;
  torch::jit::Stack stack;  // reused, so that a step in steady state allocates nothing of its own
};

}  // namespace

}  // namespace rationale

using namespace rationale;

void* rationale_program_create() { return new Program(); }

void rationale_program_release(void* program) { delete static_cast<Program*>(program); }

int32_t rationale_program_add(
    void* program, rationale_operator op, const rationale_value* arguments, int32_t count, rationale_tensor into, int32_t result) {
  return guarded([&] {
    const auto& found = *static_cast<Operator*>(op);
    static_cast<Program*>(program)->steps.push_back(
        {&found, stack_of(found, arguments, count), into == nullptr ? at::Tensor() : tensor_of(into), result});
    return 0;
  });
}

int32_t rationale_program_run(void* program, int32_t from, int32_t to) {
  return guarded([&] {
    // Nothing here is differentiated again, so calls go past autograd.
    at::AutoDispatchBelowADInplaceOrView below;
    auto& [steps, stack] = *static_cast<Program*>(program);
    TORCH_CHECK(0 <= from && from <= to && to <= static_cast<int32_t>(steps.size()), "steps ", from, " to ", to, " of a program of ", steps.size());
    for (auto i = from; i < to; i++) {
      const auto& step = steps[i];
      stack.assign(step.arguments.begin(), step.arguments.end());
      step.op->handle.callBoxed(&stack);
      if (step.into.defined()) {
        step.into.copy_(stack[step.result].toTensor());
      }

      stack.clear();
    }

    return to - from;
  });
}
