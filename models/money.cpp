#include "models/money.hpp"
#include "models/identity.hpp"
#include <stdexcept>

namespace models {

[[noreturn]] static void overflow() { throw std::overflow_error("amount"); }

Money operator+(Money a, Money b)
{
    Money sum;
    if (__builtin_add_overflow(a.fen, b.fen, &sum.fen)) overflow();
    return sum;
}

Money operator-(Money a, Money b)
{
    Money difference;
    if (__builtin_sub_overflow(a.fen, b.fen, &difference.fen)) overflow();
    return difference;
}

Money operator*(Money amount, std::int64_t times)
{
    Money product;
    if (__builtin_mul_overflow(amount.fen, times, &product.fen)) overflow();
    return product;
}

// Separators only where they belong: "1,500" and "12,345,678.5", never "1,5,0".
static std::optional<std::string> without_separators(std::string_view text)
{
    const auto whole = text.substr(0, text.find('.'));
    if (whole.find(',') == std::string_view::npos) return std::string(text);
    if (whole.size() % 4 == 0) return {}; // the first group has one to three digits
    std::string plain;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool expected = i > 0 && (whole.size() - i) % 4 == 0;
        if ((whole[i] == ',') != expected) return {};
        if (whole[i] != ',') plain += whole[i];
    }
    return plain + std::string(text.substr(whole.size()));
}

std::optional<Money> parse_yuan(std::string_view typed)
{
    auto folded_text = folded(typed);
    for (auto at = folded_text.find("，"); at != std::string::npos; at = folded_text.find("，"))
        folded_text.replace(at, std::string_view("，").size(), ",");
    const auto text = without_separators(folded_text);
    if (!text || text->empty()) return {};
    const auto point = text->find('.');
    const auto whole = text->substr(0, point);
    const auto rest = point == std::string::npos ? std::string() : text->substr(point + 1);
    const auto digits = [](const std::string& part) {
        return part.find_first_not_of("0123456789") == std::string::npos;
    };
    if (whole.empty() || whole.size() > 11 || !digits(whole) || !digits(rest) || rest.size() > 2) return {};
    if (point != std::string::npos && rest.empty()) return {};
    Money amount{std::stoll(whole) * 100};
    if (!rest.empty()) amount.fen += std::stoll(rest) * (rest.size() == 1 ? 10 : 1);
    if (amount.fen > kMostFen) return {};
    return amount;
}

std::string to_yuan(Money amount)
{
    const auto digits = [](std::int64_t part) { return std::to_string(part < 0 ? -part : part); };
    auto cents = digits(amount.fen % 100);
    if (cents.size() == 1) cents.insert(0, 1, '0');
    return (amount.fen < 0 ? "-" : "") + digits(amount.fen / 100) + "." + cents;
}

} // namespace models
