#include "server/app.hpp"
#include "server/cli/round.hpp"
#include "server/cli/verbs.hpp"
#include "server/http/call.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

struct Asked {
    RoundWish wish;
    std::string language = "zh";
};
using Run = int (*)(const Library&, const RoundWish&, Meter&, std::ostream&, std::ostream&);

void add_common(CLI::App& verb, const std::shared_ptr<Asked>& asked, Verb& chosen, Run run)
{
    verb.add_option("--in", asked->wish.in,
                    "省的文件夹：households.jsonl、programs.json、policy.json / folder of a province")
        ->required();
    verb.add_option("--threads", asked->wish.threads, "线程数 / threads")->check(CLI::Range(1, 64));
    verb.add_option("--language", asked->language, "zh en")->check(CLI::IsMember({"zh", "en"}));
    verb.callback([asked, &chosen, run] {
        chosen = [asked, run] {
            const auto library = make_library(std::make_shared<const Config>());
            asked->wish.language = asked->language == "en" ? Language::en : Language::zh;
            Meter meter(std::cerr, ::isatty(STDERR_FILENO) == 1);
            return run(*library, asked->wish, meter, std::cout, std::cerr);
        };
    });
}

} // namespace

void add_allocate(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = app.add_subcommand(
        "allocate",
        "名额和资金不够时，拟定谁得到什么，并证明离最好有多近 / propose who gets what when places and "
        "money are short, with a proof of how near to the best it is");
    verb->add_option("--out", asked->wish.awards,
                     "写到这个文件，每项资助一行 / file to write, one line an award")
        ->required();
    verb->add_option("--certificate", asked->wish.certificate, "证明写到这个文件 / file for the proof")
        ->required();
    add_common(*verb, asked, chosen, allocate_folder);
}

void add_certify(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = app.add_subcommand(
        "certify", "用另一套代码复核一轮分配的每个数 / work every figure of a round out again, "
                   "with other code");
    verb->add_option("--awards", asked->wish.awards, "allocate 写的资助文件 / the awards that allocate wrote")
        ->required();
    verb->add_option("--certificate", asked->wish.certificate,
                     "allocate 写的证明 / the proof that allocate wrote")
        ->required();
    add_common(*verb, asked, chosen, certify_folder);
}

} // namespace server::cli
