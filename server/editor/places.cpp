#include "server/editor/places.hpp"

namespace server::editor {

using namespace models;

namespace {

// All that are named so below `outer`; a name in front of another one leads down.
void collect_places(const Divisions& divisions, Area outer, std::string_view typed, std::vector<Area>& found)
{
    for (const auto& division : divisions.under(outer)) {
        if (division.name == typed) found.push_back(division.area);
        const bool leads = typed.starts_with(division.name) && typed.size() > division.name.size();
        if (leads)
            collect_places(divisions, division.area, typed.substr(division.name.size()), found);
        else if (level_of(division.area) < AreaLevel::county)
            collect_places(divisions, division.area, typed, found);
    }
}

} // namespace

std::optional<Area> find_place(const Divisions& divisions, std::string_view typed)
{
    if (const auto area = parse_area(typed)) return area;
    std::vector<Area> found;
    collect_places(divisions, {}, typed, found);
    if (found.size() != 1) return {};
    return found.front();
}

std::string place_text(const Divisions& divisions, Area area)
{
    const auto* division = divisions.find(area);
    auto text = level_of(area) < AreaLevel::county && division ? division->name : divisions.path(area);
    return find_place(divisions, text) == area ? text : to_text(area);
}

std::vector<std::string> words_in(std::string_view typed)
{
    std::vector<std::string> words(1);
    while (!typed.empty()) {
        std::size_t length = 0;
        for (const std::string_view mark : {"、", "，", "；", ",", ";", " ", "\n", "\r", "\t", "　"})
            if (typed.starts_with(mark)) length = mark.size();
        if (length == 0) {
            words.back() += typed.front();
            length = 1;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
        typed.remove_prefix(length);
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

} // namespace server::editor
