#include "server/objections/words.hpp"
#include "models/store/programs.hpp"
#include "server/html/format.hpp"
#include <charconv>

namespace server::objections {

using namespace models;
using html::Words;
using nlohmann::json;

std::string code_of(const Subject& subject)
{
    return std::string(name_of(subject.about)) + ":" + std::to_string(subject.number);
}

Told told_in(const Form& form)
{
    Told told;
    const auto code = form.text("about");
    const auto colon = std::min(code.find(':'), code.size());
    const auto* const end = code.data() + code.size();
    const auto* const start = code.data() + std::min(colon + 1, code.size());
    const auto [stop, error] = std::from_chars(start, end, told.number);
    if (error == std::errc{} && stop == end) told.about = from_name<ObjectionAbout>(code.substr(0, colon));
    told.text = form.text("text");
    return told;
}

std::string subject_words(store::Reader& db, const Words& words, const Subject& subject)
{
    if (subject.act)
        return words.say("objection.about.step",
                         {{"day", html::short_day(words.language, day_of(subject.at))},
                          {"step", words.say("objection.step." + std::string(name_of(*subject.act)))}});
    if (!subject.offer) return words.say("objection.about." + std::string(name_of(subject.about)));
    const auto organization = store::find_organization(db, subject.offer->organization);
    return words.messages.text(words.language, "objection.about.offer",
                               {{"organization", organization ? organization->name : std::string()},
                                {"need", words.say("need." + subject.offer->need_type)}});
}

json raise_fields(store::Reader& db, const Words& words, const std::vector<Subject>& subjects,
                  const html::Typed& typed, const std::vector<Fault>& faults)
{
    html::Fields fields({words, "objection", "raise", typed, faults});
    html::Fields::Asked about{"about", words.say("objection.ask.about"), html::Fields::Kind::choice};
    for (const auto& subject : subjects)
        about.options.push_back({code_of(subject), subject_words(db, words, subject)});
    fields.add(about);
    fields.add(html::Fields::Kind::lines, "text");
    return fields.take();
}

std::string due_words(const Words& words, const ObjectionRow& row)
{
    if (!row.due_at || row.state != ObjectionState::open) return {};
    return words.say("objection.due",
                     {{"day", html::day(words.language, plus_days(day_of(*row.due_at), -1))}});
}

} // namespace server::objections
