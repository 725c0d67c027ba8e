#include "server/editor/found.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/idempotency.hpp"
#include "server/programs/words.hpp"

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

// One row for each that is told of one of the two: "太少，不显示" beside the other.
template <class Key, class Name>
json beside_each_other(const Say& say, const std::map<Key, std::int64_t>& now,
                       const std::map<Key, std::int64_t>& lately, Name name)
{
    const auto told = [&](const std::map<Key, std::int64_t>& counts, const Key& key) {
        const auto found = counts.find(key);
        return say.about(found == counts.end() ? std::optional<std::int64_t>() : found->second);
    };
    auto all = now;
    all.insert(lately.begin(), lately.end());
    json rows = json::array();
    for (const auto& [key, unused] : all)
        rows.push_back({{"row_name", name(key)}, {"now", told(now, key)}, {"lately", told(lately, key)}});
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
    const auto fact_name = [&](Fact fact) { return html::fact_label(words.messages, words.language, fact); };
    const auto county_name = [&](Area county) {
        return county ? html::area_name(words, county) : words.say("editor.drive.no_county");
    };
    const bool hidden = drive.now.counties_hidden || drive.lately.counties_hidden;
    if (drive.before) reaches.push_back(reach_view(say, words.say("editor.drive.before"), *drive.before));
    return {{"page_title", words.say("editor.drive.title")},
            {"name", name_of_program(words, found.document)},
            {"sketch_href", path_of(found.sketch)},
            {"as_of", html::minute(words.language, as_of)},
            {"reaches", std::move(reaches)},
            {"missing", beside_each_other(say, drive.now.missing, drive.lately.missing, fact_name)},
            {"counties", beside_each_other(say, drive.now.by_county, drive.lately.by_county, county_name)},
            {"hidden", hidden ? html::text_part(words.say("editor.drive.hidden")) : json()},
            {"rounded", words.say("editor.drive.rounded", {{"n", std::to_string(drive.smallest)}})},
            {"again_action", path_of(found.sketch) + "/test-drive"},
            {"once", new_form_token()}};
}

} // namespace server::editor
