#include "server/editor/found.hpp"
#include "server/editor/rule_form.hpp"
#include "server/editor/section_lists.hpp"
#include "server/formats/award_json.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/words.hpp"

// What the rows of a section say, in both languages, as far as they are complete.
namespace server::editor {

using nlohmann::json;
using namespace models;
using html::Words;
using Lines = std::vector<std::string>;

namespace {

struct Read {
    Lines zh, en;
    bool in_part = false;
};

// Once in each language.
template <class Say> void say_in_both(const Library& library, Read& read, Say say)
{
    say(programs::words_of(library, Language::zh), read.zh);
    say(programs::words_of(library, Language::en), read.en);
}

Read reading_of_rule(const Library& library, const json& document)
{
    Read read;
    const auto rule = read_rule(complete_part(document["rule"], library.named_rules), library.named_rules);
    read.in_part = !rule || !read_rule(document["rule"], library.named_rules);
    say_in_both(library, read, [&](const Words& words, Lines& lines) {
        lines.push_back(rule ? html::rule_sentence(words.messages, words.language, words.divisions, *rule)
                             : words.say("editor.reading.not_yet"));
    });
    return read;
}

Read reading_of_award(const Library& library, const json& document)
{
    Read read;
    std::vector<Fault> faults;
    const auto award = read_award(document["award"], library.named_rules, "", faults);
    if (!faults.empty()) return read;
    say_in_both(library, read,
                [&](const Words& words, Lines& lines) { lines = programs::award_sentences(words, award); });
    return read;
}

json smallest_document()
{
    auto document = new_document();
    document["code"] = document["name"] = "x";
    document["purposes"] = json::array({{{"need", "living"}}});
    document["award"]["cases"] = json::array({{{"fixed_fen", 1}}});
    return document;
}

// A program of nothing but this row, its unfinished conditions left out; nothing: the row is not complete.
std::optional<Program> program_of_row(const Library& library, const std::string& list, const json& row,
                                      Read& read)
{
    auto document = smallest_document();
    auto whole = row;
    if (row.contains("rule") && row["rule"].is_object()) {
        whole["rule"] = complete_part(row["rule"], library.named_rules);
        read.in_part = read.in_part || !read_rule(row["rule"], library.named_rules);
    }
    document[json::json_pointer("/" + list)] = json::array({std::move(whole)});
    auto program = read_program(document, library.named_rules);
    if (program) return *std::move(program);
    read.in_part = true;
    return {};
}

Read reading_of_capacity(const Library& library, const json& document)
{
    Read read;
    const bool by_points = document.value(json::json_pointer("/priority/mode"), json()) == "points";
    for (const std::string list : {"capacity/quotas", "windows", "priority/groups"}) {
        const auto& rows = list_at(document, list);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto program = program_of_row(library, list, rows[i], read);
            if (!program) continue;
            say_in_both(library, read, [&](const Words& words, Lines& lines) {
                for (const auto& quota : program->quotas)
                    lines.push_back(programs::quota_sentence(words, quota));
                for (const auto& window : program->windows)
                    lines.push_back(programs::window_sentence(words, window));
                for (const auto& group : program->priority.groups)
                    lines.push_back(programs::group_sentence(words, group, by_points, i + 1));
            });
        }
    }
    if (const auto& delivery = document.value("delivery", json()); delivery.is_object()) {
        auto small = smallest_document();
        small["delivery"] = delivery;
        const auto program = read_program(small, library.named_rules);
        read.in_part = read.in_part || !program;
        if (program)
            say_in_both(library, read, [&](const Words& words, Lines& lines) {
                lines.push_back(
                    words.say("programs.award.when",
                              {{"condition", words.say("programs.show.delivery")},
                               {"amount", programs::window_sentence(words, *program->delivery)}}));
            });
    }
    return read;
}

json lines_view(const Lines& lines)
{
    json texts = json::array();
    for (const auto& line : lines) texts.push_back({{"text", line}});
    return texts;
}

} // namespace

json reading_view(const Library& library, Section section, const json& document)
{
    Read read;
    if (section == Section::rule) read = reading_of_rule(library, document);
    if (section == Section::award) read = reading_of_award(library, document);
    if (section == Section::capacity) read = reading_of_capacity(library, document);
    if (read.zh.empty() && !read.in_part) return nullptr;
    return {{"says_zh", lines_view(read.zh)}, {"says_en", lines_view(read.en)}, {"in_part", read.in_part}};
}

} // namespace server::editor
