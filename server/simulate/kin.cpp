#include "server/simulate/making.hpp"

namespace server::simulate {

using namespace models;

namespace {

bool is_able_to_work(Making& making, const Person& person)
{
    if (person.age < 16 || !person.stage.empty()) return false;
    if (person.disabled || making.layer == "teku") return false;
    return making.happens(person.age < 60 ? "able_to_work.adult" : "able_to_work.elder");
}

void tell_work(Making& making, const Person& person, FactRecords& facts)
{
    const bool able = is_able_to_work(making, person);
    if (making.happens("known.able_to_work")) making.tell_yes_no(facts, Fact::able_to_work, able);
    if (person.age < 18 || person.age >= 70 || !person.stage.empty()) return;
    const auto& occupation = able ? making.word(std::string("occupation.") + making.residence()) : "none";
    if (making.happens("known.occupation")) making.tell_code(facts, Fact::occupation, occupation);
    if (making.happens("known.has_job"))
        making.tell_yes_no(facts, Fact::has_job, able && making.happens("job"));
    if (occupation == "teacher")
        making.tell_yes_no(facts, Fact::hardship_confirmed_by_employer, making.happens("job"));
}

bool is_childs_shape(const std::string& shape) { return shape == "guardian" || shape == "single_parent"; }

// What became of the parents: of both where a guardian brings the child up, of one where the other does.
void tell_parents(Making& making, FactRecords& facts, std::vector<std::string>& layers)
{
    if (!is_childs_shape(making.shape)) return;
    const auto path = "parent_status." + making.shape;
    const auto father = making.word(path);
    const auto mother = making.shape == "guardian" ? making.word(path) : "living";
    if (making.happens("known.parent_status")) {
        making.tell_codes(facts, Fact::father_status, {father});
        making.tell_codes(facts, Fact::mother_status, {mother});
    }
    if (making.shape != "guardian") return;
    layers.push_back(father == "dead" && mother == "dead" ? "orphan" : "unsupported_child");
    if (layers.back() == "orphan") making.tell_yes_no(facts, Fact::orphan_recognized_ever, true);
}

void tell_child(Making& making, const Person& person, FactRecords& facts)
{
    std::vector<std::string> layers;
    tell_parents(making, facts, layers);
    if (!person.minor()) return;
    if (person.disabled) layers.push_back("disabled_child");
    if (making.happens("child_in_difficulty")) layers.push_back("child_in_difficulty");
    if (making.happens("known.person_layers"))
        making.tell_codes(facts, Fact::person_layers, std::move(layers));
    const auto left_behind = "left_behind." + making.shape;
    if (!making.world.shares.has(left_behind)) return;
    const bool left = making.happens(left_behind);
    if (making.happens("known.left_behind")) making.tell_yes_no(facts, Fact::left_behind, left);
}

} // namespace

void find_family(Making& making)
{
    for (std::size_t i = 0; i < making.people.size(); ++i) {
        const auto& person = making.people[i];
        auto& facts = making.facts_of(i);
        tell_work(making, person, facts);
        if (person.shape_group == "child") tell_child(making, person, facts);
    }
}

} // namespace server::simulate
