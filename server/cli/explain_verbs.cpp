#include "server/app.hpp"
#include "server/cli/explain_province.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

using Run = int (*)(const Library&, const PairWish&, Meter&, std::ostream&, std::ostream&);

struct Asked {
    PairWish wish;
    std::string language = "zh";
};

CLI::App* add_verb(CLI::App& app, Verb& chosen, const char* name, const char* about, Run run,
                   const std::shared_ptr<Asked>& asked)
{
    auto* verb = app.add_subcommand(name, about);
    verb->add_option("--in", asked->wish.in,
                     "省的文件夹：households.jsonl、programs.json、policy.json / folder of a province")
        ->required();
    verb->add_option("--language", asked->language, "zh en")->check(CLI::IsMember({"zh", "en"}));
    verb->add_flag("--json", asked->wish.as_json, "JSON，见 docs/formats.md / see docs/formats.md");
    verb->callback([asked, run, &chosen] {
        chosen = [asked, run] {
            auto wish = asked->wish;
            wish.language = asked->language == "en" ? Language::en : Language::zh;
            wish.color = ::isatty(STDOUT_FILENO) == 1;
            const auto library = make_library(std::make_shared<const Config>());
            Meter meter(std::cerr, ::isatty(STDERR_FILENO) == 1);
            return run(*library, wish, meter, std::cout, std::cerr);
        };
    });
    return verb;
}

void add_household(CLI::App& verb, PairWish& wish)
{
    verb.add_option("--household", wish.household, "家庭编号 / id of the household")->required();
}

void add_program(CLI::App& verb, PairWish& wish)
{
    verb.add_option("--program", wish.program, "项目编号 / id of the program")->required();
}

} // namespace

void add_explain(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb =
        add_verb(app, chosen, "explain",
                 "一项需求和一个项目：逐条核对，差在哪里 / one need before one program: rule by rule, and "
                 "what separates them",
                 explain_in_province, asked);
    add_household(*verb, asked->wish);
    verb->add_option("--need", asked->wish.need, "第几项需求 / which need, from 1");
    add_program(*verb, asked->wish);
}

void add_ask(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb =
        add_verb(app, chosen, "ask", "这户先问哪三件事 / the three questions that settle most for a family",
                 ask_in_province, asked);
    add_household(*verb, asked->wish);
}

void add_what_if(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = add_verb(
        app, chosen, "what-if",
        "项目改了会怎样：谁进来、谁出去、要多少钱 / who comes in, who falls out and what it costs if "
        "a program is changed",
        what_if_in_province, asked);
    add_program(*verb, asked->wish);
    verb->add_option("--changed", asked->wish.changed, "改后的项目，JSON / the changed program, JSON")
        ->required();
}

} // namespace server::cli
