#include "server/demo/family.hpp"

namespace server::demo {

using namespace models;

namespace {

void parents(Family& family, Dice& dice, bool away)
{
    static const std::vector<std::string> kOccupations{"farmer", "farmer", "migrant_worker", "self_employed"};
    auto& father = family.add(Sex::male, static_cast<int>(dice.between(30, 46)), "self");
    family.tell(father, Fact::occupation, code(dice.in(3) ? "teacher" : dice.pick(kOccupations)));
    family.tell(father, Fact::able_to_work, yes_no(!dice.in(25)));
    auto& mother = family.add(Sex::female, static_cast<int>(dice.between(28, 44)), "spouse");
    if (dice.in(80)) family.tell(mother, Fact::occupation, code(dice.pick(kOccupations)));
    family.tell(mother, Fact::able_to_work, yes_no(!away));
}

// A need the family has beside the main one.
void maybe_also(Family& family, Dice& dice, std::string_view type, std::int64_t yuan)
{
    if (dice.in(30)) family.need(std::string(type), 0, yuan);
}

Member& student_of(Family& family, Dice& dice, int age)
{
    parents(family, dice, dice.in(30));
    auto& student = family.add_pupil(age, "child");
    family.tell(student, Fact::study_mode, code("full_time"));
    if (dice.in(12)) family.tell(student, Fact::person_layers, codes({"unsupported_child"}));
    return student;
}

void rest_of_student_family(Family& family, Dice& dice)
{
    if (dice.in(45)) family.add_pupil(static_cast<int>(dice.between(7, 13)), "child");
    family.need("education", 3, dice.between(20, 80) * 100);
    maybe_also(family, dice, "living", dice.between(5, 20) * 100);
    family.income(dice.between(380, 1050));
    family.tell(Fact::layers, dice.in(35) ? codes({"edge"}) : dice.in(40) ? codes({"dibao"}) : codes({}));
}

} // namespace

void playground_family(Family& family, Dice& dice)
{
    const bool grandparent = dice.in(55);
    const auto age = static_cast<int>(grandparent ? dice.between(58, 74) : dice.between(29, 45));
    auto& head = family.add(dice.in(60) ? Sex::female : Sex::male, age, "self");
    family.tell(head, Fact::able_to_work, yes_no(!grandparent));
    family.tell(Fact::relocated, yes_no(dice.in(80)));
    for (auto children = dice.between(1, 3); children > 0; --children) {
        auto& child =
            family.add_pupil(static_cast<int>(dice.between(6, 14)), grandparent ? "grandchild" : "child");
        family.tell(child, Fact::left_behind, yes_no(grandparent || dice.in(40)));
    }
    family.need_in("companionship", 2, NeedUnit::places);
    if (dice.in(50)) family.need("education", 2, dice.between(6, 30) * 100);
    family.income(dice.between(420, 1100));
    family.tell(Fact::layers, dice.in(40) ? codes({"edge"}) : dice.in(30) ? codes({"dibao"}) : codes({}));
}

void student_family(Family& family, Dice& dice)
{
    student_of(family, dice, static_cast<int>(dice.between(14, 18)));
    rest_of_student_family(family, dice);
}

void freshman_family(Family& family, Dice& dice)
{
    auto& student = student_of(family, dice, static_cast<int>(dice.between(18, 19)));
    family.tell(student, Fact::schooling, code(dice.in(60) ? "undergraduate_freshman" : "college_freshman"));
    family.tell(student, Fact::prior_school, code("senior_school"));
    rest_of_student_family(family, dice);
}

static void tell_illness_of_child(Family& family, Dice& dice, Member& child)
{
    static const std::vector<std::string> kIllnesses{"leukaemia", "congenital_heart_disease",
                                                     "congenital_heart_disease", "major_other"};
    const auto& illness = dice.pick(kIllnesses);
    family.tell(child, Fact::illnesses, codes({illness}, dice.in(80)));
    if (illness != "congenital_heart_disease" || dice.in(25)) return;
    family.tell(child, Fact::operated_for, dice.in(50) ? codes({illness}) : codes({}));
}

static void tell_illness_of_adult(Family& family, Dice& dice, Member& adult)
{
    static const std::vector<std::string> kIllnesses{"uremia",      "tumour",         "stroke",
                                                     "major_other", "mental_illness", "pneumoconiosis"};
    const auto& illness = dice.pick(kIllnesses);
    family.tell(adult, Fact::illnesses, codes({illness}, dice.in(70)));
    family.tell(adult, Fact::able_to_work, yes_no(false));
    if (illness != "pneumoconiosis") return;
    family.tell(adult, Fact::occupation, code("migrant_worker"));
    family.tell(adult, Fact::oxygen_prescribed, yes_no(dice.in(70)));
    family.need_in("equipment", adult.number, NeedUnit::pieces).assessed = 1;
}

static void tell_cancer_of_mother(Family& family, Dice& dice, Member& mother)
{
    family.tell(mother, Fact::illnesses, codes({"breast_cancer"}));
    family.tell(mother, Fact::breast_cancer_kind, code(dice.in(70) ? "invasive" : "in_situ"));
}

void ill_family(Family& family, Dice& dice)
{
    parents(family, dice, true);
    const bool child_ill = dice.in(40);
    if (child_ill || dice.in(60)) family.add_pupil(static_cast<int>(dice.between(6, 15)), "child");
    auto& patient = family.members()[child_ill ? 2 : dice.in(20) ? 1 : 0];
    if (child_ill)
        tell_illness_of_child(family, dice, patient);
    else if (patient.number == 2)
        tell_cancer_of_mother(family, dice, patient);
    else
        tell_illness_of_adult(family, dice, patient);
    auto& need = family.need("medical", patient.number, dice.between(8, 90) * 1000);
    const auto paid = *need.assessed + dice.between(0, 20) * 1000 * kYuan;
    need.facts.push_back(known(Fact::self_paid, paid, Date{std::chrono::year{2020} / 1 / 1}, Time{}));
    if (dice.in(40)) family.need_in("care", patient.number, NeedUnit::hours).assessed = dice.between(10, 60);
    family.income(dice.between(350, 1300));
    family.tell(Fact::layers, dice.in(40)   ? codes({"edge"})
                              : dice.in(40) ? codes({"rigid"})
                                            : codes({"dibao"}));
}

void old_family(Family& family, Dice& dice)
{
    auto& head =
        family.add(dice.in(50) ? Sex::female : Sex::male, static_cast<int>(dice.between(62, 86)), "self");
    family.tell(head, Fact::able_to_work, yes_no(false));
    family.tell(head, Fact::occupation, code("farmer"));
    if (dice.in(40)) {
        family.tell(head, Fact::disabilities, codes({dice.in(50) ? "limb_2" : "vision_2"}));
        if (dice.in(60)) family.need_in("equipment", 1, NeedUnit::pieces).assessed = 1;
    }
    if (dice.in(45)) {
        auto& spouse = family.add(Sex::female, static_cast<int>(dice.between(60, 82)), "spouse");
        family.tell(spouse, Fact::able_to_work, yes_no(false));
    }
    family.need("living", 0, dice.between(5, 30) * 100);
    if (dice.in(50)) {
        family.need_in("care", 1, NeedUnit::hours).assessed = dice.between(4, 40);
        family.tell(family.members().front(), Fact::illnesses, codes({"stroke"}));
    }
    family.income(dice.between(300, 900));
    family.tell(Fact::layers, dice.in(50)   ? codes({"dibao"})
                              : dice.in(50) ? codes({"edge"})
                                            : codes({"teku"}));
}

void farming_family(Family& family, Dice& dice)
{
    parents(family, dice, false);
    if (dice.in(60)) family.add_pupil(static_cast<int>(dice.between(7, 16)), "child");
    family.tell(Fact::able_to_raise, yes_no(dice.in(80)));
    if (dice.in(50)) {
        family.need("housing", 0, dice.between(8, 40) * 1000);
        if (dice.in(70)) family.tell_disaster(static_cast<int>(dice.between(20, 420)));
    } else {
        family.need("employment", 0, dice.between(2, 6) * 1000);
    }
    family.income(dice.between(450, 1250));
    family.tell(Fact::layers, dice.in(50) ? codes({"monitored"}) : codes({}));
}

void orphan_family(Family& family, Dice& dice)
{
    const auto age = static_cast<int>(dice.between(45, 72));
    auto& relative = family.add(dice.in(60) ? Sex::female : Sex::male, age, "self");
    family.tell(relative, Fact::able_to_work, yes_no(age < 60));
    const bool grown = dice.in(40);
    const bool orphan = grown || dice.in(50);
    auto& child =
        family.add_pupil(static_cast<int>(grown ? dice.between(18, 20) : dice.between(7, 16)), "ward");
    family.tell(child, Fact::person_layers, codes({orphan ? "orphan" : "unsupported_child"}));
    family.tell(child, Fact::orphan_recognized_ever, yes_no(orphan));
    if (grown) {
        family.tell(child, Fact::schooling, code("college"));
        family.tell(child, Fact::study_mode, code("full_time"));
    }
    family.need("education", 2, dice.between(20, 60) * 100);
    family.need("living", 2, dice.between(10, 30) * 100);
    family.income(dice.between(320, 700));
    family.tell(Fact::layers, dice.in(60) ? codes({"dibao"}) : codes({"edge"}));
}

} // namespace server::demo
