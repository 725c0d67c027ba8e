#include "server/html/rule_sentence.hpp"
#include "server/matches/view_parts.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

constexpr std::array kTelling{Factor::fit,        Factor::coverage, Factor::proximity,
                              Factor::timeliness, Factor::room,     Factor::track_record};
constexpr std::array kEqual{Factor::severity, Factor::waiting};

// `part` of `whole` of a bar 100 wide.
std::string width_of(std::int64_t permille) { return std::to_string((permille + 5) / 10); }

json box(std::string label, int points, std::int64_t weight, std::int64_t permille, const char* bar)
{
    return {{"label", std::move(label)},
            {"points", std::to_string(points)},
            {"weight", std::to_string(weight)},
            {"width", width_of(permille)},
            {"bar", bar}};
}

std::vector<std::string> coded(const Words& words, const char* group, const std::vector<std::string>& codes)
{
    std::vector<std::string> texts;
    for (const auto& code : codes) texts.push_back(html::word(words.messages, words.language, group, code));
    return texts;
}

// What the rules came to, in one tag: 6 条全部符合; 5 条符合，1 条待核实.
json verdict_tag(const Words& words, const std::vector<RuleRow>& rows)
{
    const auto held = std::ranges::count(rows, Verdict::yes, &RuleRow::verdict);
    const auto unknown = std::ranges::count(rows, Verdict::unknown, &RuleRow::verdict);
    auto text = unknown == 0 ? words.one_or_many("matches.tag.all", held)
                             : words.say("matches.tag.some", {{"held", std::to_string(held)},
                                                              {"unknown", std::to_string(unknown)}});
    return {{"yes", unknown == 0}, {"unknown", unknown != 0}, {"text", std::move(text)}};
}

} // namespace

std::vector<std::string> obstacles_in_words(const Scene& scene, const Candidate& candidate)
{
    std::vector<std::string> texts;
    const auto& program = scene.found.program(candidate.program);
    for (const auto& found : candidate.obstacles)
        texts.push_back(obstacle_words(scene.words, scene.found.snapshot, program, found));
    return texts;
}

json lines(const std::vector<std::string>& texts)
{
    json all = json::array();
    for (const auto& text : texts) all.push_back({{"text", text}});
    return all;
}

json lines_part(const std::vector<std::string>& texts)
{
    return texts.empty() ? json::array() : json::array({{{"lines", lines(texts)}}});
}

json program_part(const Words& words, const Program& program)
{
    const bool english = words.language == Language::en && !program.name.en.empty();
    return {{"name", programs::name_in(words.language, program.name)},
            {"name_lang", english ? "en" : "zh-CN"},
            {"href", "/programs/" + to_text(program.id)},
            {"organization", program.organization_name}};
}

json score_boxes(const Words& words, const Policy& policy, const Score& score)
{
    const auto points = shown_points(score);
    json boxes = json::array();
    for (const auto factor : kTelling) {
        const auto i = static_cast<std::size_t>(factor);
        boxes.push_back(
            box(factor_label(words, factor), points[i], policy.weights[i], score.permille[i], "bar-1"));
    }
    int equal = 0;
    std::int64_t weight = 0, parts = 0;
    for (const auto factor : kEqual) {
        const auto i = static_cast<std::size_t>(factor);
        equal += points[i];
        weight += policy.weights[i];
        parts += score.parts[i];
    }
    boxes.push_back(
        box(words.say("matches.factor.equal"), equal, weight, weight > 0 ? parts / weight : 0, "bar-5"));
    return boxes;
}

json card(const Scene& scene, const Candidate& candidate, std::size_t rank)
{
    const auto& words = scene.words;
    const auto& program = scene.found.program(candidate.program);
    const auto& need = scene.found.need(candidate);
    const auto rows = rule_rows(scene, explain(scene.found.snapshot, candidate));
    auto view = program_part(words, program);
    view["rank"] = std::to_string(rank);
    view["anchor"] = "match-" + std::to_string(rank);
    view["total"] = std::to_string(shown_total(candidate.score));
    view["best"] = rank == 1;
    const auto room = room_words(words, program);
    view["room"] = room.empty() ? json() : json{{"text", room}};
    view["need"] = need_words(words, scene.found, candidate);
    view["award"] = award_words(words, program, candidate.award);
    view["award_share"] = award_share(words, need, candidate);
    view["tags"] = json::array({verdict_tag(words, rows)});
    view["boxes"] = score_boxes(words, *scene.found.snapshot.ground().policy, candidate.score);
    view["why"] = why(words, program, need, candidate);
    view["rules"] = rows_part(words, rows);
    view["offer"] = scene.offer_path.empty() || candidate.standing != Standing::fits
                        ? json::array()
                        : json::array({{{"offer_href", scene.offer_path + "?need=" + to_text(need.id) +
                                                           "&program=" + to_text(program.id)}}});
    view["obstacles"] = lines_part(obstacles_in_words(scene, candidate));
    view["documents"] = lines_part(coded(words, "document", program.documents));
    view["cautions"] =
        lines_part(passes_the_line(scene.found, candidate) ? std::vector{words.say("matches.caution.line")}
                                                           : std::vector<std::string>{});
    return view;
}

} // namespace server::matches
