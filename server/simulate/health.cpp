#include "server/simulate/making.hpp"
#include <algorithm>

namespace server::simulate {

using namespace models;

namespace {

void tell_disability(Making& making, Person& person, FactRecords& facts)
{
    person.disabled = making.happens(std::string("disabled.") + person.health_group());
    std::vector<std::string> codes;
    if (person.disabled) {
        const auto& kind = making.word("disability.kind");
        codes.push_back(kind + "_" + making.word("disability.level"));
    }
    if (making.happens("known.disabilities")) making.tell_codes(facts, Fact::disabilities, std::move(codes));
}

std::string illness_of(Making& making, const Person& person)
{
    const std::string group = person.health_group();
    if (!making.happens("ill." + group)) return {};
    return making.word("illness." + (group != "adult" ? group : person.female ? "woman" : "man"));
}

void tell_details(Making& making, const Person& person, FactRecords& facts)
{
    if (person.illness == "cervical_cancer" && making.happens("known.stage"))
        making.tell_code(facts, Fact::cervical_stage, making.word("cervical_stage"));
    if (person.illness == "breast_cancer" && making.happens("known.stage"))
        making.tell_code(facts, Fact::breast_cancer_kind, making.word("breast_cancer_kind"));
    if (person.illness == "pneumoconiosis" && making.happens("known.oxygen"))
        making.tell_yes_no(facts, Fact::oxygen_prescribed, making.happens("oxygen"));
    if (making.happens("known.treatments"))
        making.tell_codes(facts, Fact::treatments, {making.word("treatment")});
    if (!making.happens("known.operated_for")) return;
    const bool operated = making.happens("operated");
    making.tell_codes(facts, Fact::operated_for,
                      operated ? std::vector{person.illness} : std::vector<std::string>{});
}

void tell_illness(Making& making, Person& person, FactRecords& facts)
{
    person.illness = illness_of(making, person);
    if (!making.happens("known.illnesses")) return;
    const bool ill = !person.illness.empty();
    making.tell_codes(facts, Fact::illnesses, ill ? std::vector{person.illness} : std::vector<std::string>{});
    if (ill) tell_details(making, person, facts);
}

} // namespace

void find_health(Making& making)
{
    for (std::size_t i = 0; i < making.people.size(); ++i) {
        auto& person = making.people[i];
        auto& facts = making.facts_of(i);
        tell_disability(making, person, facts);
        tell_illness(making, person, facts);
        if ((person.age >= 60 || person.disabled) && making.happens("known.self_care_failed"))
            making.tell(facts, Fact::self_care_failed, making.number("self_care_failed"));
    }
}

} // namespace server::simulate
