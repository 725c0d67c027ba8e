#include "server/simulate/making.hpp"
#include <algorithm>

namespace server::simulate {

using namespace models;

namespace {

constexpr int kBetweenGenerations = 18;

Person person(Making& making, std::string relation, const std::string& group)
{
    Person person{.relation = std::move(relation), .shape_group = group};
    person.age = static_cast<int>(making.number("age." + group));
    person.female = making.happens("female." + group);
    return person;
}

void add(Making& making, Person person) { making.people.push_back(std::move(person)); }

void add_spouse(Making& making)
{
    const auto& self = making.people.front();
    auto spouse = person(making, "spouse", self.shape_group);
    spouse.female = !self.female;
    add(making, std::move(spouse));
}

// Children are younger than who brings them up by a generation, grandchildren by two.
void add_children(Making& making, const std::string& relation, int generations)
{
    const auto count = making.number("children." + making.shape);
    for (std::int64_t i = 0; i < count; ++i) {
        auto child = person(making, relation, "child");
        const auto most = making.people.front().age - generations * kBetweenGenerations;
        child.age = std::clamp(child.age, 0, std::max(most, 0));
        add(making, std::move(child));
    }
}

void add_parent(Making& making)
{
    auto parent = person(making, "parent", "elder");
    parent.age = std::max(parent.age, making.people.front().age + kBetweenGenerations);
    add(making, std::move(parent));
}

void fill_shape(Making& making)
{
    const auto& shape = making.shape;
    const auto self = [&](const char* group) { add(making, person(making, "self", group)); };
    if (shape == "single_adult") {
        self("adult");
    } else if (shape == "single_elder") {
        self("elder");
    } else if (shape == "elder_couple") {
        self("elder");
        add_spouse(making);
    } else if (shape == "grandparents" || shape == "guardian") {
        self("grandparent");
        if (making.happens("second_grandparent")) add_spouse(making);
        add_children(making, "grandchild", 2);
    } else if (shape == "single_parent") {
        self("parent");
        add_children(making, "child", 1);
    } else if (shape == "adult_with_parents") {
        self("adult");
        add_parent(making);
    } else {
        self("parent");
        add_spouse(making);
        add_children(making, "child", 1);
        if (shape == "three_generations") add_parent(making);
    }
}

// So many full years old on the day: born on one of the 365 days before.
Date birth_of(Making& making, int age)
{
    const auto days = making.chance.between(0, 364);
    const auto month =
        Date{making.today.year() - std::chrono::years{age}, making.today.month(), making.today.day()};
    return plus_days(month, -static_cast<int>(days));
}

} // namespace

void gather_people(Making& making)
{
    fill_shape(making);
    auto& household = making.household();
    for (const auto& one : making.people) {
        Member member;
        member.number = std::ssize(household.members) + 1;
        const auto birth = birth_of(making, one.age);
        if (making.happens("known.birth_date")) making.tell(member.facts, Fact::birth_date, birth);
        making.tell_code(member.facts, Fact::sex, one.female ? "female" : "male");
        making.tell_code(member.facts, Fact::relation, one.relation);
        if (making.happens("known.hukou_area")) {
            const bool elsewhere = making.happens("hukou_elsewhere");
            const auto village = making.world.villages.pick(making.chance);
            const auto hukou = elsewhere ? part_of(village, AreaLevel::county) : making.county;
            making.tell(member.facts, Fact::hukou_area, hukou);
        }
        household.members.push_back(std::move(member));
    }
    household.all_members_listed = making.happens("known.members_listed");
}

} // namespace server::simulate
