#pragma once
#include <array>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace models {

// One table per enumeration serves the database, JSON and CSS classes. Specialize beside the enum:
//   template <> inline constexpr auto kNames<OfferState> = names<OfferState>({{OfferState::draft, "draft"},
//   …});
template <class E> inline constexpr auto kNames = std::array<std::pair<E, std::string_view>, 0>{};

template <class E, std::size_t N>
constexpr std::array<std::pair<E, std::string_view>, N> names(const std::pair<E, std::string_view> (&rows)[N])
{
    return std::to_array(rows);
}

template <class E> constexpr std::string_view name_of(E value)
{
    for (const auto& [known, name] : kNames<E>)
        if (known == value) return name;
    throw std::logic_error("enum value without a name");
}

template <class E> constexpr std::optional<E> from_name(std::string_view name)
{
    for (const auto& [value, known] : kNames<E>)
        if (known == name) return value;
    return std::nullopt;
}

} // namespace models
