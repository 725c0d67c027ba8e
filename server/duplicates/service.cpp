#include "server/duplicates/service.hpp"
#include "models/identity.hpp"
#include "models/store/look_up.hpp"
#include <algorithm>
#include <ranges>

namespace server::duplicates {

using namespace models;

namespace {

struct Line {
    std::size_t number{};
    std::string text;
};

std::vector<Line> lines_of(const std::string& people)
{
    std::vector<Line> lines;
    std::size_t number = 0;
    for (const auto part : std::views::split(people, '\n')) {
        ++number;
        auto text = folded(std::string(part.begin(), part.end()));
        if (!text.empty()) lines.push_back({number, std::move(text)});
    }
    return lines;
}

Answered answered(const Desk& desk, const Line& line, const std::string& need_type)
{
    const auto id = parse_resident_id(line.text, day_of(desk.now));
    if (!id) return {line.number, {}, false, {}};
    const auto person = store::person_digest(desk.db, id->number);
    return {line.number, masked_id_number(id->number), true,
            store::offers_of_person(desk.db, person, need_type)};
}

} // namespace

Result<std::vector<Answered>> ask(const Desk& desk, const std::string& people, const std::string& need_type)
{
    const auto lines = lines_of(people);
    std::vector<Fault> faults;
    if (lines.empty()) faults.push_back({"error.duplicates.none", "/people", {}});
    if (lines.size() > kMostPeople)
        faults.push_back({"error.duplicates.too_many", "/people", {{"most", std::to_string(kMostPeople)}}});
    const auto& types = desk.library.need_types;
    if (std::ranges::find(types, need_type, &NeedType::code) == types.end())
        faults.push_back({"error.duplicates.need", "/need", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    std::vector<Answered> all;
    for (const auto& line : lines) all.push_back(answered(desk, line, need_type));
    audit(desk, "duplicate.asked", need_type, R"({"people":")" + std::to_string(lines.size()) + "\"}");
    return all;
}

} // namespace server::duplicates
