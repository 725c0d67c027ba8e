#include "server/editor/changes.hpp"
#include "server/html/format.hpp"
#include "server/programs/words.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;
using html::Words;
using Texts = std::vector<std::string>;

namespace {

Texts pair_texts(const TextPair& pair)
{
    Texts texts;
    for (const auto& text : {pair.zh, pair.en})
        if (!text.empty()) texts.push_back(text);
    return texts;
}

Texts coded(const Words& words, const char* group, const std::vector<std::string>& codes)
{
    Texts texts;
    for (const auto& code : codes) texts.push_back(html::word(words.messages, words.language, group, code));
    return texts;
}

void append(Texts& texts, const Texts& more) { texts.insert(texts.end(), more.begin(), more.end()); }

Texts identity(const Words& words, const Program& program)
{
    auto texts = pair_texts(program.name);
    append(texts, pair_texts(program.summary));
    if (!program.edition.empty()) texts.push_back(program.edition);
    texts.push_back(words.say("applicant." + std::string(name_of(program.applicant))));
    for (const auto& purpose : program.purposes) {
        const auto need = words.say("need." + purpose.need);
        texts.push_back(purpose.main ? need : words.say("programs.show.side_need", {{"need", need}}));
    }
    append(texts, pair_texts(program.manual_checks));
    if (program.government_paid) texts.push_back(words.say("programs.show.government_paid"));
    if (program.by_list) texts.push_back(words.say("applicant.hint.list"));
    return texts;
}

Texts given(const Words& words, const Program& program)
{
    auto texts = programs::award_sentences(words, program.award);
    append(texts, programs::award_notes(words, program.award));
    append(texts, programs::limit_sentences(words, program));
    return texts;
}

Texts capacity(const Words& words, const Program& program)
{
    Texts texts{programs::room_words(words, program.room.places, program.room.budget)};
    for (const auto& quota : program.quotas) texts.push_back(programs::quota_sentence(words, quota));
    for (const auto& window : program.windows) texts.push_back(programs::window_sentence(words, window));
    if (program.delivery) texts.push_back(programs::window_sentence(words, *program.delivery));
    for (std::size_t i = 0; i < program.priority.groups.size(); ++i)
        texts.push_back(
            programs::group_sentence(words, program.priority.groups[i], program.priority.by_points, i + 1));
    return texts;
}

Texts areas(const Words& words, const Program& program)
{
    Texts texts{words.say("served." + std::string(name_of(program.served_of)))};
    for (const auto area : program.areas) texts.push_back(html::area_name(words, area));
    if (program.areas.empty()) texts.push_back(words.say("programs.served.everywhere"));
    for (const auto& site : program.sites)
        texts.push_back(words.say("editor.changes.site",
                                  {{"name", site.name},
                                   {"area", html::area_name(words, site.area)},
                                   {"places", site.places ? html::whole_number(*site.places)
                                                          : words.say("programs.show.unlimited")}}));
    return texts;
}

Texts papers(const Words& words, const Program& program)
{
    auto texts = coded(words, "document", program.documents);
    append(texts, coded(words, "step", program.steps));
    append(texts, coded(words, "duty", program.duties));
    return texts;
}

Texts disclosure(const Words& words, const Program& program)
{
    auto texts = pair_texts(program.source_note);
    if (!program.via.empty()) texts.push_back(program.via);
    if (program.last_confirmed) texts.push_back(html::day(words.language, *program.last_confirmed));
    return texts;
}

using Say = Texts (*)(const Words&, const Program&);
constexpr std::pair<const char*, Say> kParts[]{
    {"basic", identity},
    {"rule", [](const Words& words, const Program& program) { return Texts{programs::who(words, program)}; }},
    {"award", given},
    {"capacity", capacity},
    {"areas", areas},
    {"papers", papers},
    {"disclosure", disclosure}};

json lines_view(const Texts& texts)
{
    json lines = json::array();
    for (const auto& text : texts) lines.push_back({{"text", text}});
    return {{"lines", std::move(lines)}};
}

} // namespace

json changes_view(const Words& words, const Program* before, const Program& after)
{
    json parts = json::array();
    for (const auto& [part, say] : kParts) {
        const auto now = say(words, after);
        const auto then = before ? say(words, *before) : Texts{};
        if (now == then) continue;
        parts.push_back({{"part", words.say(std::string("editor.section.") + part)},
                         {"before", before ? lines_view(then) : json()},
                         {"after", lines_view(now)}});
    }
    return parts;
}

} // namespace server::editor
