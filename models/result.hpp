#pragma once
#include "models/names.hpp"
#include <expected>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace models {

// Why a rule said no. HTTP status: server/http/refusals.cpp.
enum class Reason {
    unreadable,
    invalid,
    not_found,
    forbidden,
    wrong_state,
    full,
    stale,
    condition_missing,
    too_many
};
template <>
inline constexpr auto kNames<Reason> = names<Reason>({{Reason::unreadable, "unreadable"},
                                                      {Reason::invalid, "invalid"},
                                                      {Reason::not_found, "not_found"},
                                                      {Reason::forbidden, "forbidden"},
                                                      {Reason::wrong_state, "wrong_state"},
                                                      {Reason::full, "full"},
                                                      {Reason::stale, "stale"},
                                                      {Reason::condition_missing, "condition_missing"},
                                                      {Reason::too_many, "too_many"}});

// One sentence of a refusal: a message key ("error.id.check_digit"), the field it is about as a JSON pointer
// ("/members/0/id_number"; empty: the whole thing), and what the sentence needs filled in.
struct Fault {
    std::string key;
    std::string pointer;
    std::map<std::string, std::string> values;
    bool operator==(const Fault&) const = default;
};

// A rule said no; shown to the user. Never for a broken world: that is an exception.
struct Refusal {
    Reason reason{};
    std::vector<Fault> faults; // never empty; forms collect all of them
};

template <class T> using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(Reason reason, std::string key, std::string pointer = {},
                                       std::map<std::string, std::string> values = {})
{
    return std::unexpected(Refusal{reason, {Fault{std::move(key), std::move(pointer), std::move(values)}}});
}

inline std::unexpected<Refusal> refuse(std::vector<Fault> faults)
{
    return std::unexpected(Refusal{Reason::invalid, std::move(faults)});
}

} // namespace models
