#include "server/app.hpp"
#include "server/cli/match.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

struct Asked {
    std::string file, language = "zh";
    std::size_t explain = 0;
};

int match(const Asked& asked)
{
    const auto library = make_library(std::make_shared<const Config>());
    const auto programs = programs_of(*library, config_programs(*library), system_now());
    const MatchWish wish{.file = asked.file,
                         .language = asked.language == "en" ? Language::en : Language::zh,
                         .color = ::isatty(STDOUT_FILENO) == 1,
                         .explain = asked.explain};
    return match_file(*library, programs, wish, std::cout, std::cerr);
}

} // namespace

void add_match(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = app.add_subcommand("match", "给一份转介单文件排出合适的项目 / rank the programs that fit a "
                                             "referral file");
    verb->add_option("file", asked->file, "JSON 文件，见 docs/formats.md / JSON file, see docs/formats.md")
        ->required();
    verb->add_option("--language", asked->language, "zh en")->check(CLI::IsMember({"zh", "en"}));
    verb->add_option("--explain", asked->explain,
                     "逐条说明第几个项目 / rule by rule, for the program of this rank");
    verb->callback([asked, &chosen] { chosen = [asked] { return match(*asked); }; });
}

} // namespace server::cli
