// Operators of the dispatcher and the values that go in.
#pragma once

#include "rationale.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <string>

namespace rationale {

// An operator together with what a call needs to know of its schema.
struct Operator {
  explicit Operator(c10::OperatorHandle handle);

  c10::OperatorHandle handle;
  std::string schema;
};

// The arguments of a call, completed by the defaults of the schema.
torch::jit::Stack stack_of(const Operator& op, const rationale_value* arguments, int32_t count);

}  // namespace rationale
