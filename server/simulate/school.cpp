#include "server/simulate/making.hpp"

namespace server::simulate {

using namespace models;

namespace {

const char* stage_of(int age)
{
    if (age < 3 || age > 25) return "";
    if (age < 6) return "kindergarten";
    if (age < 12) return "primary";
    if (age < 15) return "junior";
    if (age < 18) return "senior";
    return age < 23 ? "college" : "master";
}

// The class that goes with the age: primary_1 at six, senior_1 or vocational_1 at fifteen.
std::string schooling_of(Making& making, const Person& person)
{
    const auto numbered = [](const std::string& kind, int number) {
        return kind + "_" + std::to_string(number);
    };
    if (person.stage == "kindergarten" || person.stage == "master") return person.stage;
    if (person.stage == "primary") return numbered("primary", person.age - 5);
    if (person.stage == "junior") return numbered("junior", person.age - 11);
    if (person.stage == "senior") return numbered(making.word("school_kind.senior"), person.age - 14);
    return making.word(person.age == 18 ? "school_kind.freshman" : "school_kind.college");
}

Area school_area_of(Making& making, const Person& person)
{
    if (person.stage != "college" && person.stage != "master") return making.county;
    const auto& place = making.word("college_place");
    if (place == "prefecture") return part_of(making.county, AreaLevel::prefecture);
    if (place == "province") return parse_area("5201").value();
    constexpr std::array kOutside{"43", "44", "45", "50", "51", "53"}; // the provinces around
    const auto which = making.chance.below(std::ssize(kOutside));
    return parse_area(kOutside[static_cast<std::size_t>(which)]).value();
}

void tell_school(Making& making, const Person& person, FactRecords& facts)
{
    const bool freshman = person.stage == "college" && person.age == 18;
    if (making.happens("known.schooling"))
        making.tell_code(facts, Fact::schooling, schooling_of(making, person));
    if (person.age >= 15 && making.happens("known.study_mode"))
        making.tell_code(facts, Fact::study_mode, "full_time");
    if (making.happens("known.school_area"))
        making.tell(facts, Fact::school_area, school_area_of(making, person));
    if (person.age < 15 && making.happens("known.school_rural")) {
        const bool rural = making.happens(std::string("school_rural.") + making.residence());
        making.tell_yes_no(facts, Fact::school_rural, rural);
    }
    if (person.age >= 12 && making.happens("known.hardship_grade"))
        making.tell_code(facts, Fact::school_hardship_grade, making.word("hardship_grade"));
    if (freshman && making.happens("known.prior_school"))
        making.tell_code(facts, Fact::prior_school, making.word("prior_school"));
}

} // namespace

void send_to_school(Making& making)
{
    for (std::size_t i = 0; i < making.people.size(); ++i) {
        auto& person = making.people[i];
        const std::string stage = stage_of(person.age);
        if (stage.empty() || person.shape_group != "child") continue;
        const bool enrolled = making.happens("enrolled." + stage);
        const bool admitted = enrolled && person.age == 18 && making.happens("admitted");
        if (making.happens("known.enrolment"))
            making.tell_code(making.facts_of(i), Fact::enrolment_status,
                             admitted   ? "admitted"
                             : enrolled ? "enrolled"
                                        : "none");
        if (!enrolled) continue;
        person.stage = stage;
        tell_school(making, person, making.facts_of(i));
    }
}

} // namespace server::simulate
