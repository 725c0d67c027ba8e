#pragma once
#include "server/formats/household_line.hpp"
#include "server/simulate/world.hpp"

// Inside of the generator: one family while it is being made, and the steps in their order.
namespace server::simulate {

inline constexpr std::int64_t kFenOfYuan = 100;

struct Person {
    std::string relation;
    std::string shape_group; // of the tables: adult, parent, grandparent, elder, child
    int age{};
    bool female = false;
    std::string stage;   // of school, as the tables name it; empty: not at school
    std::string illness; // empty: none
    bool disabled = false;

    bool minor() const { return age < 18; }
    const char* health_group() const { return minor() ? "child" : age < 60 ? "adult" : "elder"; }
};

struct Making {
    Making(const World& its_world, std::int64_t id)
        : world(its_world), chance(Chance::of(its_world.seed, 1, static_cast<std::uint64_t>(id)))
    {
        line.id.value = id;
    }
    const World& world;
    Chance chance;
    HouseholdLine line;
    std::string layer, shape;
    bool urban = false;
    models::Area county;
    models::Date today{};
    std::vector<Person> people; // as line.body.household.members

    models::Household& household() { return line.body.household; }
    models::FactRecords& facts_of(std::size_t person) { return household().members[person].facts; }
    bool happens(const std::string& path) { return world.shares.happens(chance, path); }
    std::int64_t number(const std::string& path) { return world.shares.number(chance, path); }
    const std::string& word(const std::string& path) { return world.shares.word(chance, path); }
    const char* residence() const { return urban ? "urban" : "rural"; }
    models::Date days_ago(std::int64_t days) const
    {
        return models::plus_days(today, -static_cast<int>(days));
    }

    // Told on the day of the report, and since then or since its own day.
    void tell(models::FactRecords&, models::Fact, models::FactValue);
    void tell_since(models::FactRecords&, models::Fact, models::FactValue, models::Date from);
    void tell_yes_no(models::FactRecords&, models::Fact, bool);
    void tell_code(models::FactRecords&, models::Fact, const std::string&);
    void tell_codes(models::FactRecords&, models::Fact, std::vector<std::string>); // complete or not
};

void set_dates(Making&); // when it was reported and confirmed
void settle(Making&);    // village, layer, shape
void gather_people(Making&);
void send_to_school(Making&);
void find_health(Making&); // disabilities, illnesses
void find_family(Making&); // parents, children in difficulty, work
void find_means(Making&);  // layers, income, property
void find_needs(Making&);
void find_past(Making&); // aid of the government, help of programs

} // namespace server::simulate
