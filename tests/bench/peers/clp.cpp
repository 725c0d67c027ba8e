// COIN-OR CLP as a peer: peer_clp FILE (write_linear of solvers.hpp). Told "go" it answers with its seconds
// and the highest value, or ends.
#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

int main(int count, char** words)
{
    if (count != 2) return 2;
    std::ifstream in(words[1]);
    int rows = 0, columns = 0;
    in >> rows >> columns;
    std::vector<double> uppers(static_cast<std::size_t>(rows));
    for (auto& upper : uppers) in >> upper;
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> at;
    std::vector<double> values, coefficients;
    for (int column = 0; column < columns; ++column) {
        double value = 0, coefficient = 0;
        int entries = 0, row = 0;
        in >> value >> entries;
        values.push_back(value);
        for (int i = 0; i < entries && in >> row >> coefficient; ++i) {
            at.push_back(row);
            coefficients.push_back(coefficient);
        }
        starts.push_back(static_cast<CoinBigIndex>(at.size()));
    }
    if (!in) return 2;
    const std::vector<double> ones(values.size(), 1), zeros(values.size(), 0),
        lowest(uppers.size(), -COIN_DBL_MAX);

    std::string word;
    std::getline(std::cin, word);
    const auto began = std::chrono::steady_clock::now();
    ClpSimplex model;
    model.setLogLevel(0);
    model.loadProblem(columns, rows, starts.data(), at.data(), coefficients.data(), zeros.data(), ones.data(),
                      values.data(), lowest.data(), uppers.data());
    model.setOptimizationDirection(-1);
    model.initialSolve();
    if (!model.isProvenOptimal()) return 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << std::fixed << took.count() << ' ' << model.objectiveValue() << std::endl;
    std::getline(std::cin, word); // until it is ended
}
