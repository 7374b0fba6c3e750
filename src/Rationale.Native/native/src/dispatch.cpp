#include "dispatch.h"
#include "handles.h"
#include "status.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>

namespace rationale {

namespace {

// Operators live as long as the process: there are as many as are declared, and calls hold no lock. Names that are none are not kept.
Operator* find(const std::string& name, const std::string& overload) {
  static std::mutex gate;
  static std::map<std::pair<std::string, std::string>, std::unique_ptr<Operator>> known;
  std::lock_guard<std::mutex> lock(gate);
  const auto place = known.find({name, overload});
  if (place != known.end()) {
    return place->second.get();
  }

  auto made = std::make_unique<Operator>(c10::Dispatcher::singleton().findSchemaOrThrow(name.c_str(), overload.c_str()));
  return known.emplace(std::make_pair(name, overload), std::move(made)).first->second.get();
}

template <typename Element>
c10::List<Element> list_of(const rationale_value& value) {
  c10::List<Element> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(static_cast<const Element*>(value.pointer)[i]);
  }

  return list;
}

c10::List<bool> booleans_of(const rationale_value& value) {
  c10::List<bool> list;
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(static_cast<const uint8_t*>(value.pointer)[i] != 0);
  }

  return list;
}

c10::List<at::Tensor> tensor_list_of(const rationale_value& value) {
  c10::List<at::Tensor> list;
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(tensor_of(static_cast<rationale_tensor*>(value.pointer)[i]));
  }

  return list;
}

c10::IValue optional_tensors_of(const rationale_value& value) {
  c10::List<c10::optional<at::Tensor>> list;
  for (int32_t i = 0; i < value.length; i++) {
    const auto handle = static_cast<rationale_tensor*>(value.pointer)[i];
    list.push_back(handle == nullptr ? c10::optional<at::Tensor>() : c10::optional<at::Tensor>(tensor_of(handle)));
  }

  return list;
}

c10::IValue to_ivalue(const rationale_value& value) {
  switch (value.kind) {
    case RATIONALE_NONE:
      return c10::IValue();
    case RATIONALE_TENSOR:
      return c10::IValue(tensor_of(value.pointer));
    case RATIONALE_INTEGER:
      return c10::IValue(value.integer);
    case RATIONALE_NUMBER:
      return c10::IValue(value.number);
    case RATIONALE_BOOLEAN:
      return c10::IValue(value.integer != 0);
    case RATIONALE_INTEGERS:
      return c10::IValue(list_of<int64_t>(value));
    case RATIONALE_NUMBERS:
      return c10::IValue(list_of<double>(value));
    case RATIONALE_BOOLEANS:
      return c10::IValue(booleans_of(value));
    case RATIONALE_TENSORS:
      return c10::IValue(tensor_list_of(value));
    case RATIONALE_OPTIONAL_TENSORS:
      return optional_tensors_of(value);
    case RATIONALE_TEXT:
      return c10::IValue(std::string(static_cast<const char*>(value.pointer), value.length));
    case RATIONALE_DEVICE:
      return c10::IValue(c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length)));
    default:
      TORCH_CHECK(false, "an argument has the unknown kind ", value.kind);
  }
}

rationale_value tensors_value(const c10::List<at::Tensor>& tensors) {
  rationale_value value{RATIONALE_TENSORS, static_cast<int32_t>(tensors.size()), {}};
  auto* handles = static_cast<rationale_tensor*>(std::malloc(sizeof(rationale_tensor) * std::max<size_t>(1, tensors.size())));
  TORCH_CHECK(handles != nullptr, "out of memory for a list of ", tensors.size(), " tensors");
  for (size_t i = 0; i < tensors.size(); i++) {
    handles[i] = hand_out(tensors.get(i));
  }

  value.pointer = handles;
  return value;
}

rationale_value to_value(const c10::IValue& result) {
  rationale_value value{RATIONALE_NONE, 0, {}};
  if (result.isTensor()) {
    value.kind = RATIONALE_TENSOR;
    value.pointer = hand_out(result.toTensor());
  } else if (result.isTensorList()) {
    value = tensors_value(result.toTensorList());
  } else if (result.isInt()) {
    value.kind = RATIONALE_INTEGER;
    value.integer = result.toInt();
  } else if (result.isDouble()) {
    value.kind = RATIONALE_NUMBER;
    value.number = result.toDouble();
  } else if (result.isBool()) {
    value.kind = RATIONALE_BOOLEAN;
    value.integer = result.toBool();
  } else {
    TORCH_CHECK(result.isNone(), "a result of type ", result.tagKind(), " has no form in C");
  }

  return value;
}

}  // namespace

Operator::Operator(c10::OperatorHandle handle) : handle(std::move(handle)) {
  std::ostringstream text;
  text << this->handle.schema();
  schema = text.str();
}

torch::jit::Stack stack_of(const Operator& op, const rationale_value* arguments, int32_t count) {
  const auto& declared = op.handle.schema().arguments();
  TORCH_CHECK(count <= static_cast<int32_t>(declared.size()), "too many arguments for ", op.schema);
  torch::jit::Stack stack;
  stack.reserve(declared.size());
  for (int32_t i = 0; i < count; i++) {
    stack.push_back(to_ivalue(arguments[i]));
  }

  // Newer versions of libtorch add arguments at the end, with defaults.
  for (size_t i = count; i < declared.size(); i++) {
    TORCH_CHECK(declared[i].default_value(), "argument ", declared[i].name(), " is missing for ", op.schema);
    stack.push_back(*declared[i].default_value());
  }

  return stack;
}

}  // namespace rationale

using namespace rationale;

rationale_operator rationale_find(const char* name, const char* overload) {
  rationale_operator result = nullptr;
  guarded([&] {
    result = find(name, overload);
    return 0;
  });
  return result;
}

const char* rationale_schema(rationale_operator op) { return static_cast<Operator*>(op)->schema.c_str(); }

int32_t rationale_call(rationale_operator op, const rationale_value* arguments, int32_t count, rationale_value* results, int32_t capacity) {
  return guarded([&] {
    const auto& handle = static_cast<Operator*>(op)->handle;
    auto stack = stack_of(*static_cast<Operator*>(op), arguments, count);
    handle.callBoxed(&stack);
    const auto kept = std::min(capacity, static_cast<int32_t>(stack.size()));
    for (int32_t i = 0; i < kept; i++) {
      results[i] = to_value(stack[i]);
    }

    return kept;
  });
}

void rationale_list_release(void* list) { std::free(list); }
