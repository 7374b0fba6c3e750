// How failures become a return value and a message.
#pragma once

#include "rationale.h"

#include <ATen/ATen.h>

#include <exception>
#include <string>

namespace rationale {

void fail(std::string message);

// The first line of what libtorch says: the rest is the stack.
std::string message_of(const std::exception& exception);

// Runs a body that returns int32_t; every exception ends here.
template <typename Body>
int32_t guarded(Body body) noexcept {
  try {
    return body();
  } catch (const c10::Error& error) {
    fail(error.what_without_backtrace());
  } catch (const std::exception& exception) {
    fail(message_of(exception));
  } catch (...) {
    fail("libtorch threw something that is no exception");
  }

  return -1;
}

}  // namespace rationale
