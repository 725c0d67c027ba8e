#include "server/programs/views.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;

namespace {

json number_or_null(const std::optional<std::int64_t>& number) { return number ? json(*number) : json(); }
json fen_or_null(const std::optional<Money>& amount) { return amount ? json(amount->fen) : json(); }
json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json organization_json(const Program& program)
{
    return {{"id", to_text(program.organization)}, {"name", program.organization_name}};
}

json room_json(const Room& room)
{
    return {{"places", number_or_null(room.places)},
            {"places_left", number_or_null(room.places_left)},
            {"budget_fen", fen_or_null(room.budget)},
            {"budget_left_fen", fen_or_null(room.budget_left)}};
}

json record_json(const TrackRecord& record)
{
    return {{"accepted", record.accepted},
            {"fulfilled", record.fulfilled},
            {"answered", record.answered},
            {"answered_in_time", record.answered_in_time},
            {"median_days_to_first_help", record.median_days_to_first_help}};
}

json sentences_json(const html::Words& words, const Program& program)
{
    json windows = json::array();
    for (const auto& window : program.windows) windows.push_back(window_sentence(words, window));
    return {{"who", who(words, program)},
            {"award", award_sentences(words, program.award)},
            {"award_notes", award_notes(words, program.award)},
            {"limits", limit_sentences(words, program)},
            {"served", served_sentence(words, program)},
            {"windows", std::move(windows)}};
}

json needs_json(const Program& program)
{
    json needs = json::array();
    for (const auto& purpose : program.purposes)
        needs.push_back({{"need", purpose.need}, {"main", purpose.main}});
    return needs;
}

} // namespace

json program_json(const Library& library, const Program& program)
{
    auto value = write_program(program);
    value["id"] = to_text(program.id);
    value["organization"] = organization_json(program);
    value["version"] = program.version;
    value["room"] = room_json(program.room);
    value["record"] = record_json(program.record);
    value["sentences"] = {{"zh", sentences_json(words_of(library, Language::zh), program)},
                          {"en", sentences_json(words_of(library, Language::en), program)}};
    return value;
}

json program_row_json(const Library& library, const Program& program)
{
    return {{"id", to_text(program.id)},
            {"code", program.code},
            {"edition", text_or_null(program.edition)},
            {"name", program.name.zh},
            {"name_en", text_or_null(program.name.en)},
            {"summary", text_or_null(program.summary.zh)},
            {"summary_en", text_or_null(program.summary.en)},
            {"organization", organization_json(program)},
            {"state", name_of(program.state)},
            {"purposes", needs_json(program)},
            {"applicant", name_of(program.applicant)},
            {"award",
             {{"zh", award_in_short(words_of(library, Language::zh), program.award)},
              {"en", award_in_short(words_of(library, Language::en), program.award)}}},
            {"room", room_json(program.room)},
            {"last_confirmed", program.last_confirmed ? json(to_text(*program.last_confirmed)) : json()},
            {"version", program.version}};
}

} // namespace server::programs
