#include "server/editor/section_lists.hpp"

// What there is to give, when, and who comes first where it does not suffice.
namespace server::editor {

using nlohmann::json;

namespace {

Block quota_block(const Asking& asking, std::size_t i)
{
    const auto row = row_name("capacity/quotas", i);
    Maker make(asking, row + "/");
    make.add("area", SlotType::place).number("places").yuan("budget_fen");
    return {
        .id = row, .legend = numbered(asking, "quota", i), .slots = make.take(), .rules = {row + "/rule"}};
}

Block window_block(const Asking& asking, std::size_t i)
{
    const auto row = row_name("windows", i);
    Maker make(asking, row + "/");
    make.add("from", SlotType::from_day).add("until", SlotType::until_day);
    return {
        .id = row, .legend = numbered(asking, "window", i), .slots = make.take(), .rules = {row + "/rule"}};
}

Block group_block(const Asking& asking, std::size_t i, bool by_points)
{
    const auto row = row_name("priority/groups", i);
    Maker make(asking, row + "/");
    make.text("label").text("label_en");
    if (by_points) make.number("points");
    return {
        .id = row, .legend = numbered(asking, "group", i), .slots = make.take(), .rules = {row + "/rule"}};
}

Block delivery_block(const Asking& asking)
{
    Maker make(asking, "delivery/");
    make.add("from", SlotType::from_day).add("until", SlotType::until_day);
    return {.legend = asking.words.say("editor.legend.delivery"), .slots = make.take()};
}

Block priority_block(const Asking& asking)
{
    Maker make(asking, "priority/");
    make.choice("mode", {{"groups", asking.words.say("editor.priority.groups")},
                         {"points", asking.words.say("editor.priority.points")}});
    return {.legend = asking.words.say("editor.legend.priority"), .slots = make.take()};
}

} // namespace

SectionForm capacity_form(const Asking& asking, const json& document)
{
    SectionForm form;
    Maker whole(asking, "capacity/");
    whole.number("places").yuan("budget_fen").add("keeps_waitlist", SlotType::yes);
    form.blocks.push_back({.slots = whole.take()});
    for (std::size_t i = 0; i < list_at(document, "capacity/quotas").size(); ++i)
        form.blocks.push_back(quota_block(asking, i));
    for (std::size_t i = 0; i < list_at(document, "windows").size(); ++i)
        form.blocks.push_back(window_block(asking, i));
    form.blocks.push_back(delivery_block(asking));
    const auto& groups = list_at(document, "priority/groups");
    const bool by_points = document.value(json::json_pointer("/priority/mode"), json()) == "points";
    if (!groups.empty()) form.blocks.push_back(priority_block(asking));
    for (std::size_t i = 0; i < groups.size(); ++i) form.blocks.push_back(group_block(asking, i, by_points));
    form.adding = {{"capacity/quotas", asking.words.say("editor.add.quota")},
                   {"windows", asking.words.say("editor.add.window")},
                   {"priority/groups", asking.words.say("editor.add.group")}};
    return form;
}

} // namespace server::editor
