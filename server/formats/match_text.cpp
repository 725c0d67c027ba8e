#include "server/formats/match_text.hpp"

namespace server {

// Whole numbers and fixed words only: nothing needs escaping.
static void append(std::string& text, const char* name, const std::optional<std::int64_t>& number)
{
    text += name;
    text += number ? std::to_string(*number) : "null";
}

std::string match_text(models::ReferralId household, std::size_t need, std::span<const MatchRow> rows)
{
    std::string text =
        "{\"household\":" + to_text(household) + ",\"need\":" + std::to_string(need) + ",\"candidates\":[";
    for (const auto& row : rows) {
        if (&row != rows.data()) text += ',';
        append(text, "{\"program\":", row.program.value);
        text += row.fits ? ",\"standing\":\"fits\"" : ",\"standing\":\"to_be_asked\"";
        append(text, ",\"score\":", row.score);
        append(text, ",\"award_fen\":", row.award_fen);
        append(text, ",\"award\":", row.award);
        text += '}';
    }
    return text + "]}\n";
}

} // namespace server
