#include "server/editor/found.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/idempotency.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using programs::ToldDriven;

namespace {

class Say {
public:
    explicit Say(const html::Words& words) : words_(words) {}

    std::string about(const std::optional<std::int64_t>& families) const
    {
        if (!families) return words_.say("editor.drive.few");
        return words_.say("editor.drive.about", {{"n", html::whole_number(*families)}});
    }

    std::string money(const ToldDriven& told) const
    {
        if (!told.low) return words_.say("editor.drive.no_money");
        const auto low = html::wan_yuan(words_.language, *told.low),
                   high = html::wan_yuan(words_.language, *told.high);
        if (low == high) return words_.say("editor.drive.money", {{"sum", low}});
        return words_.say("editor.drive.money_between", {{"low", low}, {"high", high}});
    }

private:
    const html::Words& words_;
};

json missing_view(const html::Words& words, const Say& say, const ToldDriven& told)
{
    json rows = json::array();
    for (const auto& [fact, families] : told.missing)
        rows.push_back({{"fact", html::fact_label(words.messages, words.language, fact)},
                        {"number", say.about(families)}});
    return html::rows_part(std::move(rows));
}

json counties_view(const html::Words& words, const Say& say, const ToldDriven& told)
{
    std::int64_t most = 1;
    for (const auto& [county, families] : told.by_county) most = std::max(most, families);
    json rows = json::array();
    for (const auto& [county, families] : told.by_county)
        rows.push_back(
            {{"county", county ? html::area_name(words, county) : words.say("editor.drive.no_county")},
             {"number", say.about(families)},
             {"width", families * 100 / most}});
    return html::rows_part(std::move(rows));
}

json reach_view(const Say& say, std::string title, const ToldDriven& told)
{
    return {{"title", std::move(title)},
            {"fit", say.about(told.fit)},
            {"money", say.money(told)},
            {"unknown", say.about(told.unknown)},
            {"near", say.about(told.near)}};
}

} // namespace

json drive_view(const Call& call, const Found& found, const programs::ToldDrive& drive, Time as_of)
{
    const auto words = programs::words_of(*call.library, call.language);
    const Say say(words);
    json reaches = json::array({reach_view(say, words.say("editor.drive.now"), drive.now),
                                reach_view(say, words.say("editor.drive.lately"), drive.lately)});
    if (drive.before) reaches.push_back(reach_view(say, words.say("editor.drive.before"), *drive.before));
    return {
        {"page_title", words.say("editor.drive.title")},
        {"name", name_of_program(words, found.document)},
        {"sketch_href", path_of(found.sketch)},
        {"as_of", html::minute(words.language, as_of)},
        {"reaches", std::move(reaches)},
        {"missing", missing_view(words, say, drive.now)},
        {"counties", counties_view(words, say, drive.now)},
        {"hidden", drive.now.counties_hidden ? html::text_part(words.say("editor.drive.hidden")) : json()},
        {"rounded", words.say("editor.drive.rounded", {{"n", std::to_string(drive.smallest)}})},
        {"again_action", path_of(found.sketch) + "/test-drive"},
        {"once", new_form_token()}};
}

} // namespace server::editor
