#pragma once
#include <string>
#include <utility>

namespace models {

// A personal fact (name, ID number, phone, address, health). Has no operator<<, so it cannot slip into a log
// or a page; reviewers search for reveal().
template <class T> class Private {
public:
    Private() = default;
    explicit Private(T value) : value_(std::move(value)) {}
    const T& reveal() const { return value_; }
    bool empty() const { return value_ == T{}; }
    bool operator==(const Private&) const = default;

private:
    T value_{};
};

using PrivateText = Private<std::string>;

} // namespace models
