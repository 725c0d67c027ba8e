#include "server/app.hpp"
#include "server/cli/match.hpp"
#include "server/cli/match_province.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

struct Asked {
    std::string file, folder, out, language = "zh";
    std::size_t explain = 0, top = 20, threads = 2;
    Language spoken() const { return language == "en" ? Language::en : Language::zh; }
};

int match_one(const Library& library, const Asked& asked)
{
    const auto programs = programs_of(library, config_programs(library), system_now());
    const MatchWish wish{.file = asked.file,
                         .language = asked.spoken(),
                         .color = ::isatty(STDOUT_FILENO) == 1,
                         .explain = asked.explain};
    return match_file(library, programs, wish, std::cout, std::cerr);
}

int match(const Asked& asked)
{
    const auto library = make_library(std::make_shared<const Config>());
    if (asked.folder.empty()) return match_one(*library, asked);
    Meter meter(std::cerr, ::isatty(STDERR_FILENO) == 1);
    return match_province(*library, {asked.folder, asked.out, asked.top, asked.threads, asked.spoken()},
                          meter, std::cerr);
}

} // namespace

void add_match(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = app.add_subcommand(
        "match",
        "给一份转介单或一个省的全部家庭排出合适的项目 / rank the programs that fit a referral file, or "
        "every family of a province");
    auto* file = verb->add_option("file", asked->file,
                                  "JSON 文件，见 docs/formats.md / JSON file, see docs/formats.md");
    verb->add_option("--language", asked->language, "zh en")->check(CLI::IsMember({"zh", "en"}));
    verb->add_option("--explain", asked->explain,
                     "逐条说明第几个项目 / rule by rule, for the program of this rank");
    auto* folder = verb->add_option("--in", asked->folder,
                                    "省的文件夹：households.jsonl、programs.json、policy.json / folder of a "
                                    "province")
                       ->excludes(file);
    auto* out =
        verb->add_option("--out", asked->out, "写到这个文件，每项需求一行 / file to write, one line a need")
            ->needs(folder);
    folder->needs(out);
    verb->add_option("--top", asked->top, "每项需求最多几个项目 / programs a need, at most")
        ->needs(folder)
        ->check(CLI::Range(1, 1000));
    verb->add_option("--threads", asked->threads, "线程数 / threads")
        ->needs(folder)
        ->check(CLI::Range(1, 64));
    verb->callback([asked, file, folder, &chosen] {
        if (file->empty() && folder->empty()) throw CLI::RequiredError("FILE / --in");
        chosen = [asked] { return match(*asked); };
    });
}

} // namespace server::cli
