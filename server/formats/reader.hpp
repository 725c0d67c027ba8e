#pragma once
#include "models/area.hpp"
#include "models/money.hpp"
#include "models/names.hpp"
#include "models/result.hpp"
#include "models/time.hpp"
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace server {

// Of whoever writes the file; 2^53 - 1: every language reads it.
inline constexpr std::int64_t kMostId = 9'007'199'254'740'991;

// The pointer of a member or element below `at`, escaped (RFC 6901).
std::string pointer_below(const std::string& at, std::string_view name);

// The value is a whole number that fits 64 bits.
std::optional<std::int64_t> whole_number_in(const nlohmann::json&);

// Reads one JSON object strictly and collects every fault with its pointer. What was not asked for by the end
// is an unknown member. A value of the wrong kind is a fault and reads as absent.
class ObjectReader {
public:
    ObjectReader(const nlohmann::json& value, std::string at, std::vector<models::Fault>& faults);
    ~ObjectReader(); // reports unknown members
    ObjectReader(const ObjectReader&) = delete;

    std::string text(const char* name, std::size_t most = 500); // absent: ""
    std::string required_text(const char* name, std::size_t most = 200);
    std::optional<std::int64_t> number(const char* name, std::int64_t low, std::int64_t high);
    std::optional<bool> yes_no(const char* name);
    std::optional<models::Date> date(const char* name);
    std::optional<models::Time> time(const char* name);
    models::Money fen(const char* name, std::int64_t fallback = 0); // 0 … kMostFen
    std::optional<models::Money> optional_fen(const char* name);
    std::optional<models::Area> area(const char* name); // digits of a division code
    template <class E> std::optional<E> choice(const char* name)
    {
        const auto word = text(name);
        if (word.empty()) return {};
        const auto value = models::from_name<E>(word);
        if (!value) fault("error.json.choice", name, {{"value", word}});
        return value;
    }
    std::vector<std::string> texts(const char* name, std::size_t most = 100);
    const nlohmann::json* member(const char* name); // present and not null
    bool is_object() const { return value_.is_object(); }
    std::string pointer(std::string_view name) const { return name.empty() ? at_ : pointer_below(at_, name); }
    void fault(std::string key, std::string_view name, std::map<std::string, std::string> values = {});

    // Each element of an array member with its pointer.
    void each(const char* name, std::size_t most,
              const std::function<void(const nlohmann::json&, const std::string&)>& read);

private:
    const nlohmann::json& value_;
    std::string at_;
    std::vector<models::Fault>& faults_;
    std::vector<const nlohmann::json*> asked_; // members that somebody has looked at
};

} // namespace server
