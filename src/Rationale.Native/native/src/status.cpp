#include "status.h"

#include <torch/version.h>

namespace rationale {

namespace {
thread_local std::string last_message;
}

void fail(std::string message) { last_message = std::move(message); }

std::string message_of(const std::exception& exception) {
  std::string text = exception.what();
  const auto stack = text.find("\nException raised from");
  return stack == std::string::npos ? text : text.substr(0, stack);
}

}  // namespace rationale

const char* rationale_error() { return rationale::last_message.c_str(); }

const char* rationale_version() { return TORCH_VERSION; }
