// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
  name: "flowstate-benchmarks",
  dependencies: [.package(name: "flowstate", path: "..")],
  targets: [
    .executableTarget(name: "generate", swiftSettings: settings),
    .executableTarget(
      name: "stages",
      dependencies: [
        .product(name: "FlowstateCore", package: "flowstate"),
        .product(name: "FlowstateCapture", package: "flowstate"),
        .product(name: "FlowstateFindings", package: "flowstate"),
      ],
      swiftSettings: settings),
  ]
)
