#include "models/identity.hpp"
#include "server/accounts/service.hpp"
#include <algorithm>
#include <array>

namespace server::accounts {

using models::Fault;

namespace {

constexpr std::size_t kShortest = 10, kLongest = 200, kLongestLogin = 40;

// The often used ones among those that are long enough.
constexpr std::array<std::string_view, 32> kOftenUsed{
    "1234567890",  "0123456789",   "0987654321",  "1111111111",   "0000000000",    "8888888888",
    "6666666666",  "1234512345",   "123456789a",  "a123456789",   "a1234567890",   "q123456789",
    "123456789q",  "qwertyuiop",   "1q2w3e4r5t",  "1qaz2wsx3edc", "1qazxsw23edc",  "qwerty123456",
    "password123", "password1234", "passw0rd123", "woaini1314",   "woaini5201314", "5201314520",
    "aaaaaaaaaa",  "abcdefghij",   "abc1234567",  "abcd123456",   "iloveyou123",   "administrator",
    "admin123456", "parasol123456"};

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

} // namespace

std::optional<Fault> fault_of_login(std::string_view login)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    const bool fits =
        login.size() >= 3 && login.size() <= kLongestLogin && std::ranges::all_of(login, allowed);
    if (fits) return {};
    return Fault{"error.account.login", "/login", {}};
}

std::vector<Fault> faults_of_password(std::string_view password, std::string_view again,
                                      std::string_view login)
{
    std::vector<Fault> faults;
    const auto length = models::count_characters(password);
    const auto plain = lower(password);
    if (length < kShortest)
        faults.push_back({"error.password.short", "/password", {{"least", std::to_string(kShortest)}}});
    else if (length > kLongest)
        faults.push_back({"error.password.long", "/password", {{"most", std::to_string(kLongest)}}});
    else if (std::ranges::find(kOftenUsed, plain) != kOftenUsed.end())
        faults.push_back({"error.password.often_used", "/password", {}});
    else if (!login.empty() && plain.find(lower(login)) != std::string::npos)
        faults.push_back({"error.password.has_login", "/password", {}});
    if (password != again) faults.push_back({"error.password.differs", "/again", {}});
    return faults;
}

} // namespace server::accounts
